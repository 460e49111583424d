using System.CommandLine;
using System.Globalization;

namespace ModelCompiler.Tool.Commands;

/// <summary>The option <c>--threads</c> of commands that run a model.</summary>
internal static class ThreadsOption
{
    public static Option<int> Create(string description) => new("--threads")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var threads)
                || threads is < 1 or > ModelOptions.MaximumThreads)
                result.AddError($"--threads must be a whole number from 1 to {ModelOptions.MaximumThreads}, but is '{text}'.");
            return threads;
        },
    };
}
