using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ModelCompiler.Tool.Commands;

/// <summary>An option that takes a number; null without it.</summary>
internal static class NumberOption
{
    /// <param name="isAllowed">Which numbers make sense; it is false for NaN.</param>
    /// <param name="range">The same in words.</param>
    public static Option<double?> Create(string name, string helpName, string description, Predicate<double> isAllowed, string range) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(name, isAllowed, range, result),
    };

    /// <inheritdoc cref="Create"/>
    public static double Parse(string name, Predicate<double> isAllowed, string range, ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || !isAllowed(number))
            result.AddError($"{name} must be a number {range}, but is '{text}'.");
        return number;
    }
}
