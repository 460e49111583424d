using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ModelCompiler.Tool.Commands;

/// <summary>An option that takes the seed of random numbers; absent, nothing is drawn.</summary>
internal static class SeedOption
{
    public static Option<long?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SEED",
        CustomParser = result => Parse(name, result),
    };

    private static long? Parse(string name, ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
            result.AddError($"{name} must be a whole number of 64 bits, but is '{text}'.");
        return seed;
    }
}
