using System.CommandLine;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Reporting;
using ModelCompiler.Tool.Verification;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc verify</c>: compiles models, runs them on recorded inputs and compares with the recorded outputs.</summary>
internal static class VerifyCommand
{
    public static Command Create(Report report)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "Folders of cases: model.onnx or model.json, and test_data_set_N/{input_K,output_K}.pb. Cases are also looked for below.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var list = new Option<string>("--list") { Description = "A file of further folders, one a line.", HelpName = "FILE" };
        var relative = ToleranceOption("--rtol", "Share of the expected value by which a float may be off; 0.001 without it.");
        var absolute = ToleranceOption("--atol", "By how much a float may be off besides; without it 1e-5 times the output's largest magnitude, at least 1e-5.");
        var strict = new Option<bool>("--strict") { Description = "Takes 1e-6 for --atol, and the direct algorithms." };
        var verbose = new Option<bool>("--verbose") { Description = "Prints a line for cases that pass, too." };
        var target = TargetOption.Create();
        var command = new Command("verify", "Checks models against recorded inputs and outputs.")
        {
            folders, list, relative, absolute, strict, verbose, target,
        };
        command.SetAction(arguments =>
        {
            if (FoldersOf(arguments.GetValue(folders)!, arguments.GetValue(list), report) is { } given
                && CaseFolders.Find(given, report) is var cases && !report.HasErrors)
                VerifyReport.Print(
                    Verify(
                        cases,
                        new Tolerance(
                            arguments.GetValue(relative) ?? Tolerance.DefaultRelative,
                            arguments.GetValue(absolute) ?? (arguments.GetValue(strict) ? Tolerance.StrictAbsolute : null)),
                        InMemoryCompiler.CompilerOptions with
                        {
                            OnlyDirectConvolutions = arguments.GetValue(strict), Target = arguments.GetValue(target),
                        },
                        report),
                    arguments.GetValue(verbose), report);
            return report.ExitCode;
        });
        return command;
    }

    private static IReadOnlyList<CaseOutcome> Verify(
        IReadOnlyList<string> cases, Tolerance tolerance, CompilerOptions options, Report report)
    {
        IReadOnlyList<CaseOutcome> outcomes = [];
        ReportProgress.Show(report, $"{Units.Count(cases.Count)} cases", cases.Count, advance =>
            outcomes = new Verifier(tolerance, options, _ => advance()).Run(cases));
        return outcomes;
    }

    /// <summary>The folders of the command line and of the list; null with an error if there are none or the list cannot be read.</summary>
    private static IReadOnlyList<string>? FoldersOf(string[] folders, string? list, Report report)
    {
        if (folders.Length == 0 && list is null)
        {
            report.UsageError("verify needs folders of cases, or --list FILE");
            return null;
        }

        try
        {
            return list is null ? folders : [.. folders, .. File.ReadLines(list).Where(line => !string.IsNullOrWhiteSpace(line))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Error(list!, DiagnosticCatalog.Tool.CasesUnreadable, exception.Message.TrimEnd('.'));
            return null;
        }
    }

    private static Option<double?> ToleranceOption(string name, string description) =>
        NumberOption.Create(name, "X", description, number => number >= 0 && double.IsFinite(number), "from 0 on");
}
