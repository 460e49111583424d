using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Diagnostics;

/// <summary>Asserts that a mistake is reported once, at its place, with its message, and that it causes no other.</summary>
internal static class Mistake
{
    /// <param name="marked">A source with [| |] around the expected place.</param>
    /// <param name="withFiles">Adds the files that the source names.</param>
    public static async Task IsReported(
        string id, string message, string marked, Func<TestProject, TestProject>? withFiles = null)
    {
        var source = MarkedSource.Parse(marked);
        var project = TestProject.Of(source.Text);
        var problem = Assert.Single((await (withFiles?.Invoke(project) ?? project).Build()).Problems);
        Assert.Equal((id, message), (problem.Id, problem.GetMessage()));
        Assert.Equal(source.Text.Substring(source.Span.Start, source.Span.Length), TextAt(problem, source.Text));
        Assert.Equal(source.Span, problem.Location.SourceSpan);
    }

    /// <summary>The same for a mistake in a model file, which a class Net compiles.</summary>
    public static async Task IsReportedInFile(string id, string message, string markedJson)
    {
        var json = MarkedSource.Parse(markedJson);
        var project = TestProject.Of(UseOf("[CompiledModel(\"net.json\")] public partial class Net;")).WithModel("net.json", json.Text);
        var problem = Assert.Single((await project.Build()).Problems);
        Assert.Equal((id, message), (problem.Id, problem.GetMessage()));
        Assert.Equal(TextAt(problem, json.Text), json.Text.Substring(json.Span.Start, json.Span.Length));
        Assert.Equal("/project/net.json", problem.Location.GetLineSpan().Path);
        var before = json.Text[..json.Span.Start];
        Assert.Equal(
            (before.Count(c => c == '\n'), json.Span.Start - (before.LastIndexOf('\n') + 1)),
            (problem.Location.GetLineSpan().StartLinePosition.Line, problem.Location.GetLineSpan().StartLinePosition.Character));
    }

    /// <summary>A file with a model of the class Net, and code that uses the model's whole surface.</summary>
    public static string UseOf(string model) => $$"""
        using System;
        using ModelCompiler;
        namespace App;
        {{model}}
        public static class Program
        {
            public static float[] Classify(ReadOnlySpan<float> image, ModelOptions options)
            {
                var output = new float[Net.OutputLength + 0 * Net.InputLength];
                new Net().Run(image, output);
                new Net(options).Run(image, output);
                _ = Net.Info;
                return output;
            }
        }
        """;

    private static string TextAt(Diagnostic problem, string text) =>
        text.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length);
}
