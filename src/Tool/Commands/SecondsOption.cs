using System.CommandLine;

namespace ModelCompiler.Tool.Commands;

/// <summary>The option <c>--seconds</c> of commands that measure.</summary>
internal static class SecondsOption
{
    private const string Name = "--seconds";
    private const double Maximum = 3600;

    public static Option<double> Create(string description, double usual) => new(Name)
    {
        Description = description,
        HelpName = "S",
        DefaultValueFactory = _ => usual,
        CustomParser = result => NumberOption.Parse(
            Name, seconds => seconds is > 0 and <= Maximum, $"above 0 and up to {Maximum}", result),
    };
}
