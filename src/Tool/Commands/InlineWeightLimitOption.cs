using System.CommandLine;
using ModelCompiler.Compiler;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>--inline-weight-limit N</c>.</summary>
internal static class InlineWeightLimitOption
{
    public static Option<int> Create(string description) => CountOption.Create(
        "--inline-weight-limit", description, minimum: 0, maximum: int.MaxValue, CompilerOptions.Default.InlineWeightLimit);
}
