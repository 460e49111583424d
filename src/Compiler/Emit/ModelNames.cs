namespace ModelCompiler.Compiler.Emit;

/// <summary>The names that the generated files of one model use of each other.</summary>
internal sealed class ModelNames(ModelClass target)
{
    private const string Root = "ModelCompiler.Generated";

    // Types of the runtime library that the generated class of a model called Model, Channel, … would hide from its own code.
    private static readonly HashSet<string> RuntimeTypes = ["ChannelWeights", "InlineWeights", "ModelWeights", "RandomWeights"];

    /// <summary>
    /// Namespace of everything but the user's own class. The user's namespace becomes one identifier: nested namespaces, such as
    /// App and App.Math, would hide types of the same name from each other.
    /// </summary>
    public string Namespace { get; } = $"{Root}.{Flatten(target.Namespace)}";

    /// <summary>The class with a method per layer.</summary>
    public string Network { get; } = target.Name + "Network";

    /// <summary>The class with the built-in weights and their packing.</summary>
    public string Weights { get; } = target.Name + (RuntimeTypes.Contains(target.Name + "Weights") ? "Weights_" : "Weights");

    public string QualifiedNetwork => $"global::{Namespace}.{Network}";

    public string HintName(string part) => part.Length == 0 ? $"{target.FullName}.g.cs" : $"{target.FullName}.{part}.g.cs";

    // Underscores are doubled, so that App.Net and App_Net stay apart, and no user's namespace becomes _Global.
    private static string Flatten(string name) =>
        name.Length == 0 ? "_Global" : CSharpText.Escaped(name.Replace("_", "__").Replace('.', '_'));
}
