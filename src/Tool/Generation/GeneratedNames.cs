using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tool.Generation;

/// <summary>Which names a generated class can have.</summary>
internal static class GeneratedNames
{
    /// <summary>What is wrong with the names; null if nothing is.</summary>
    public static string? FindMistake(ModelClass target, ExecutionPlan plan)
    {
        if (!IsIdentifier(target.Name))
            return $"--class must be a name in C#, but is '{target.Name}'";
        if (target.Namespace.Length > 0 && !target.Namespace.Split('.').All(IsIdentifier))
            return $"--namespace must be names in C# with dots between them, but is '{target.Namespace}'";
        return MembersOf(plan).Contains(target.Name, StringComparer.Ordinal)
            ? $"the class cannot be called '{target.Name}', like one of its members; choose another --class" : null;
    }

    private static bool IsIdentifier(string name) => SyntaxFacts.IsValidIdentifier(name);

    private static IEnumerable<string> MembersOf(ExecutionPlan plan)
    {
        var surface = new ModelSurface(plan.Inputs, plan.Outputs);
        return surface.Inputs.Concat(surface.Outputs).SelectMany(port => new[] { port.Member + "Length", port.Member + "Shape" })
            .Concat([ModelEmitter.RunMethod(plan.IsStateful), "Info", "Dispose", ModelEmitter.NetworkField, "DescribeLayers"])
            .Concat(plan.IsStateful ? ["Reset"] : Array.Empty<string>());
    }
}
