using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ModelCompiler.Tool.Commands;

/// <summary>An option that takes a whole number of a range.</summary>
internal static class CountOption
{
    public static Option<int> Create(string name, string description, int minimum, int maximum, int usual) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result => Parse(name, minimum, maximum, result),
    };

    private static int Parse(string name, int minimum, int maximum, ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < minimum || count > maximum)
            result.AddError($"{name} must be a whole number from {minimum} to {maximum}, but is '{text}'.");
        return count;
    }
}
