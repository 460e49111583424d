using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using ModelCompiler.Compiler;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;

namespace ModelCompiler.Tool.Verification;

/// <summary>
/// Compiles cases, runs them and compares their outputs, on all processors. Many models go into one assembly; what they take is
/// freed before the next.
/// </summary>
/// <param name="advance">Called for each case that is done, from any thread.</param>
internal sealed class Verifier(Tolerance tolerance, CompilerOptions options, Action<CaseOutcome> advance)
{
    // 254 conformance cases of ONNX take 25.1, 23.6, 18.7, 18.2 and 22.4 s of processor time with 1, 4, 8, 16 and 32.
    private const int ModelsPerAssembly = 16;

    /// <summary>The outcomes, in the order of the folders. Nothing is thrown, whatever the cases do.</summary>
    public IReadOnlyList<CaseOutcome> Run(IReadOnlyList<string> folders)
    {
        var batches = folders.Chunk(ModelsPerAssembly).ToArray();
        var outcomes = new IReadOnlyList<CaseOutcome>[batches.Length];
        // One by one, not in ranges: batches take very different times.
        Parallel.For(
            0, batches.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => outcomes[i] = RunBatch(batches[i]));
        return [.. outcomes.SelectMany(batch => batch)];
    }

    private List<CaseOutcome> RunBatch(string[] folders)
    {
        var cases = folders.Select(folder => PreparedCase.Of(folder, options)).ToList();
        var context = new AssemblyLoadContext(null, isCollectible: true);
        var outcomes = RunCases(cases, context);
        context.Unload();
        return outcomes;
    }

    // Not inlined: no local variable of the caller may keep the models alive while the context unloads.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<CaseOutcome> RunCases(List<PreparedCase> cases, AssemblyLoadContext context)
    {
        var compile = CompileAll([.. cases.SelectMany(@case => @case.Programs)], context);
        return cases.ConvertAll(@case =>
        {
            var outcome = @case.Outcome ?? RunCase(@case, compile);
            advance(outcome);
            return outcome;
        });
    }

    /// <summary>
    /// How to come by each compiled program: out of one assembly, or where one model spoils that for all, each for itself when it is asked for.
    /// </summary>
    private static Func<CaseProgram, InMemoryModel> CompileAll(List<CaseProgram> programs, AssemblyLoadContext context)
    {
        try
        {
            var models = programs.Count == 0 ? [] : InMemoryCompiler.Compile([.. programs.Select(program => program.Planned)], context);
            return program => models[programs.IndexOf(program)];
        }
        catch (Exception)
        {
            return program => InMemoryCompiler.Compile([program.Planned], new AssemblyLoadContext(null, isCollectible: true))[0];
        }
    }

    private CaseOutcome RunCase(PreparedCase @case, Func<CaseProgram, InMemoryModel> compile)
    {
        try
        {
            var (bound, error) = (@case.BoundInputs.ToList(), 0.0);
            foreach (var program in @case.Programs)
                if (program.FindMistake(compile(program), tolerance, ref error) is { } mistake)
                    return CaseOutcome.Failed(@case.Folder, mistake, bound);
            return new CaseOutcome(
                @case.Folder, Verdict.Passed, string.Create(CultureInfo.InvariantCulture, $"max error {error:G3}"), bound);
        }
        catch (Exception exception)
        {
            return CaseOutcome.Failed(@case.Folder, exception);
        }
    }
}
