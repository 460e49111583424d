using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Incrementality;

/// <summary>A generator run twice, with an edit in between.</summary>
internal sealed class TrackedRun
{
    private readonly GeneratorRunResult _result;

    private TrackedRun(GeneratorRunResult result) => _result = result;

    /// <summary>Runs on a project, then on another state of it: sources and files that are equal count as not edited.</summary>
    public static TrackedRun Of(TestProject before, TestProject after)
    {
        var compilation = before.Compile();
        var driver = before.CreateDriver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var trees = compilation.SyntaxTrees;
        for (var i = 0; i < after.Sources.Length; i++)
            if (i >= before.Sources.Length)
                compilation = compilation.AddSyntaxTrees(after.Parse(after.Sources[i], $"/project/Source{i}.cs"));
            else if (before.Sources[i] != after.Sources[i])
                compilation = compilation.ReplaceSyntaxTree(trees[i], after.Parse(after.Sources[i], $"/project/Source{i}.cs"));
        if (after.Files != before.Files)
            driver = driver.ReplaceAdditionalTexts(after.AdditionalTexts);
        return new TrackedRun(driver.RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single());
    }

    /// <summary>Why the step has the outputs that it has, once for each.</summary>
    public IReadOnlyList<IncrementalStepRunReason> ReasonsOf(string step) =>
        [.. _result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>The same for everything that was handed to the C# compiler.</summary>
    public IReadOnlyList<IncrementalStepRunReason> ReasonsOfOutputs() =>
        [.. _result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>What a step handed on.</summary>
    public ImmutableArray<object> ValuesOf(string step) =>
        [.. _result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value)];
}
