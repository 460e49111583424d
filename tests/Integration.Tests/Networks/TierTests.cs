using System.Text.RegularExpressions;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Networks;

/// <summary>
/// Everything that a run spends time in is compiled with full optimisation when it is first called. What is not would start
/// unoptimised, and a loop that calls it 16 values at a time then takes several times as long until the runtime thinks better of it.
/// </summary>
public partial class TierTests
{
    /// <summary>Marks the tests that run in a process which lists what is compiled.</summary>
    public const string Trait = "Tiers";

    /// <summary>Every operator once.</summary>
    [Fact]
    [Trait(Trait, "true")]
    public void EveryOperatorRuns()
    {
        var models = ModelAssembly.Compile([.. RandomModels.Operators.Select(kind => RandomModels.ForOperator(kind, 0))]);
        foreach (var model in models)
            model.Run(model.Create(model.Plan.ToModelWeights()), CompiledNetworks.InputsOf(model));
    }

    [Fact]
    public async Task RunsAreOptimizedAtOnce()
    {
        var list = Path.GetTempFileName();
        try
        {
            // Not the exit code: a thread that still compiles while the runtime closes the list at its end makes it crash.
            var (_, report) = await TestProcess.Run(Trait, ("DOTNET_JitStdOutFile", list), ("DOTNET_JitDisasmSummary", "1"));
            Assert.Matches(@"Total: [1-9]\d*, Errors: 0, Failed: 0, Skipped: 0", report);
            var compiled = await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken);
            Assert.Contains(compiled, line => line.Contains("Kernels.") && line.Contains("[FullOpts"));
            var unoptimized = string.Join('\n', compiled.Where(line => Loop().IsMatch(line) && !line.Contains("[FullOpts")));
            Assert.True(unoptimized.Length == 0, unoptimized);
        }
        finally
        {
            File.Delete(list);
        }
    }

    // Methods of generated code apart from the frame, and of the runtime library's types that compute.
    [GeneratedRegex(@"ModelCompiler\.Generated\.Kernels\.|CompilerServices\.(Tensor|Activation|Elementwise|Lane|\w+Loops|Reduction|Response|BlockCopy|Partial|VectorMath|ScalarFunctions)")]
    private static partial Regex Loop();
}
