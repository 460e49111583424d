using System.Globalization;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>Values of a model's inputs, and what its outputs must be for them.</summary>
/// <param name="Name">Of its folder, such as <c>test_data_set_0</c>.</param>
internal sealed record TestDataSet(string Name, IReadOnlyList<CaseTensor> Inputs, IReadOnlyList<CaseTensor> Outputs)
{
    private const string Prefix = "test_data_set_";

    /// <summary>The sets of a case by their numbers; null with errors if there are none or one cannot be read.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be read.</exception>
    public static IReadOnlyList<TestDataSet>? ReadAll(string folder, Report report)
    {
        var sets = Directory.GetDirectories(folder, Prefix + "*").OrderBy(Number).ThenBy(name => name, StringComparer.Ordinal)
            .Select(set => new TestDataSet(Path.GetFileName(set), Read(set, "input", report), Read(set, "output", report))).ToList();
        if (!report.HasErrors && (sets.Count == 0 || sets.Exists(set => set.Outputs.Count == 0)))
            report.Error(folder, DiagnosticCatalog.Tool.NoTestData);
        return report.HasErrors ? null : sets;
    }

    private static int Number(string folder) => int.TryParse(
        Path.GetFileName(folder)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    /// <summary>The tensors of the files that are numbered from 0 without a gap.</summary>
    private static List<CaseTensor> Read(string folder, string kind, Report report)
    {
        var tensors = new List<CaseTensor>();
        for (var i = 0; Path.Combine(folder, $"{kind}_{i}.pb") is var file && File.Exists(file); i++)
            if (CaseTensor.Read(file, report) is { } tensor)
                tensors.Add(tensor);
        return tensors;
    }
}
