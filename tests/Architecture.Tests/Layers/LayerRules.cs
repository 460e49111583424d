namespace ModelCompiler.Tests.Layers;

/// <summary>A layer of src/Compiler with the layers that it may use.</summary>
internal sealed record LayerRule(string Layer, params string[] MayUse);

/// <summary>
/// Who may use whom in src/Compiler. A layer is a folder, which is a namespace; two layers are lists of types instead. The same
/// table stands in docs/architecture.md.
/// </summary>
internal static class LayerRules
{
    /// <summary>What says what a tensor is, without knowing of graphs: part of the IR folder, and below everything that is not.</summary>
    public const string IRTypes = "IR types";

    /// <summary>What the hosts pass in and get back: it stands in the root folder.</summary>
    public const string HostTypes = "host types";

    /// <summary>Everything else in the root folder: it ties the layers together.</summary>
    public const string Root = "ModelCompilation";

    /// <summary>From the bottom to the top: a layer uses those above it in this list, <see cref="MutualUse"/> apart.</summary>
    public static IReadOnlyList<LayerRule> All { get; } =
    [
        new("Collections"),
        new("Diagnostics", "Collections"),
        new("Definition", "Collections", "Diagnostics"),
        new(IRTypes, "Collections"),
        new("Expressions", "Collections", IRTypes),
        new("Weights", "Collections", "Diagnostics", IRTypes),
        new("IR", "Collections", IRTypes, "Expressions", "Weights", "Shapes"),
        new("Shapes", "Collections", "Diagnostics", IRTypes, "IR"),
        new("Frontends", "Collections", "Diagnostics", "Definition", IRTypes, "Weights"),
        new("Building", "Collections", "Diagnostics", "Definition", IRTypes, "Expressions", "Weights", "IR", "Shapes"),
        new("Passes", "Collections", IRTypes, "Expressions", "Weights", "IR"),
        new("Algorithms", "Collections", IRTypes, "IR", "Layouts"),
        new("Layouts", IRTypes, "IR", "Algorithms"),
        new("Memory", "Collections"),
        new("Plan", "Collections", IRTypes, "Expressions", "Weights"),
        new("Lowering", "Collections", IRTypes, "Expressions", "Weights", "IR", "Shapes", "Algorithms", "Layouts", "Memory", "Plan"),
        new("Packing", "Collections", IRTypes, "Weights", "Plan"),
        new("Accuracy", IRTypes, "Expressions", "Plan", "Packing"),
        new(HostTypes),
        new("Emit", "Collections", IRTypes, "Expressions", "Weights", "Plan", "Packing", HostTypes),
    ];

    /// <summary>The pairs in which each uses the other.</summary>
    public static IReadOnlyList<(string Lower, string Upper)> MutualUse { get; } =
    [
        ("IR", "Shapes"),           // the graph's verifier infers every shape again
        ("Algorithms", "Layouts"),  // an algorithm is chosen by the size of a channel block, a layout by the algorithm
    ];

    /// <summary>The layer of a type; null for the polyfills, which stand in namespaces of the framework.</summary>
    public static string? LayerOf(string @namespace, string type)
    {
        const string root = "ModelCompiler.Compiler";
        if (@namespace == root)
            return type is "CompilationTarget" or "CompilationTargets" or "CompilerOptions" or "ModelClass" or "GeneratedSource" ? HostTypes : Root;
        if (!@namespace.StartsWith(root + ".", StringComparison.Ordinal))
            return null;
        var isIRType = @namespace == root + ".IR"
            && type is "ActivationFunction" or "ActivationKind" or "CellActivation" or "CellKind" or "ElementType" or "ElementTypes" or "InputFormat" or "KeptStates"
                or "Polyphase" or "RecurrentForm" or "TensorShape" or "TensorType";
        return isIRType ? IRTypes : @namespace.Split('.')[2];
    }
}
