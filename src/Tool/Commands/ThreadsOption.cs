using System.CommandLine;

namespace ModelCompiler.Tool.Commands;

/// <summary>The option <c>--threads</c> of commands that run a model.</summary>
internal static class ThreadsOption
{
    public static Option<int> Create(string description) =>
        CountOption.Create("--threads", description, minimum: 1, ModelOptions.MaximumThreads, usual: 1);
}
