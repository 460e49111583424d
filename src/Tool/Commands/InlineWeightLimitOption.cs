using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ModelCompiler.Compiler;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>--inline-weight-limit N</c>.</summary>
internal static class InlineWeightLimitOption
{
    public static Option<int> Create(string description) => new("--inline-weight-limit")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => CompilerOptions.Default.InlineWeightLimit,
        CustomParser = Parse,
    };

    private static int Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            result.AddError($"--inline-weight-limit must be a whole number from 0 to {int.MaxValue}, but is '{text}'.");
        return limit;
    }
}
