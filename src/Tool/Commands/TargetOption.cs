using System.CommandLine;
using System.CommandLine.Parsing;
using ModelCompiler.Compiler;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>--target T</c>.</summary>
internal static class TargetOption
{
    public static Option<CompilationTarget> Create() => new("--target")
    {
        Description = $"The machines to choose algorithms for: {CompilationTargets.Listing}.",
        HelpName = "T",
        DefaultValueFactory = _ => CompilerOptions.Default.Target,
        CustomParser = Parse,
    };

    private static CompilationTarget Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (CompilationTargets.Find(text) is { } target)
            return target;
        result.AddError($"--target must be {CompilationTargets.Listing}, but is '{text}'.");
        return default;
    }
}
