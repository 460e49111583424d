using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Definition;

/// <summary>The type of a layer's property; the front ends convert to it.</summary>
internal enum PropertyType
{
    /// <summary>One integer.</summary>
    Integer,

    /// <summary>A list of integers; where the schema allows one element, a plain integer may be written.</summary>
    Integers,

    Number,

    /// <summary>A list of numbers; a plain number may be written for a list of one.</summary>
    Numbers,
    Flag,

    /// <summary>A member of the enumeration that the schema lists.</summary>
    Enumeration,
    Text,
}

/// <summary>
/// One property of a layer kind: what both front ends accept, and what the JSON Schema and the docs say.
/// </summary>
/// <param name="Name">camelCase, as in JSON; the attribute's property is the same in PascalCase.</param>
internal sealed record PropertySchema(string Name, PropertyType Type, string Summary)
{
    public bool IsRequired { get; init; }

    /// <summary>Smallest value allowed for each integer or number.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest value allowed for each integer or number.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Numbers of elements that a list may have; empty for any.</summary>
    public EquatableArray<int> Counts { get; init; }

    /// <summary>Whether a list may have no element, as the shape of a scalar has none.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Members of an enumeration, in PascalCase as in C#.</summary>
    public EquatableArray<string> Members { get; init; }

    /// <summary>The default as the docs print it; null where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>
    /// What the attribute calls a list's form for one number: stride for strides; null where there is none.
    /// </summary>
    public string? Shorthand { get; init; }

    /// <summary>
    /// Constructor parameters of the attribute that make up the list together: kernelHeight, kernelWidth.
    /// </summary>
    public EquatableArray<string> Parts { get; init; }

    /// <summary>Whether the value is a list that may be written as one plain number.</summary>
    public bool AllowsScalar =>
        Type is PropertyType.Integers or PropertyType.Numbers && (Counts.Count == 0 || Counts.Contains(1));
}

/// <summary>One kind of layer: its properties and how many layers it reads.</summary>
/// <param name="Kind">The name in JSON and, followed by Attribute, in C#: <c>Conv2D</c>.</param>
/// <param name="DefaultName">Prefix of default names: conv gives conv1, conv2.</param>
internal sealed record LayerSchema(
    string Kind, string DefaultName, int MinimumInputs, int MaximumInputs, string Summary,
    EquatableArray<PropertySchema> Properties)
{
    /// <summary>Number of weights in the docs; "0" for a layer without.</summary>
    public string Parameters { get; init; } = "0";

    /// <summary>Number of multiply-adds in the docs.</summary>
    public string Macs { get; init; } = "0";

    /// <summary>The operators of ONNX that compute the same.</summary>
    public string Onnx { get; init; } = "";

    /// <summary>The layers of Keras that compute the same; empty if there is none.</summary>
    public string Keras { get; init; } = "";

    /// <summary>What computes it: kernels for images ("fast"), or loops of their own that the compiler writes ("generic").</summary>
    public string Kernel { get; init; } = "";

    /// <summary>What kinds of operators begin with.</summary>
    public const string OperatorPrefix = "onnx.";

    /// <summary>What stands for infinity in lists of floats, since JSON has none: any number beyond the range of float.</summary>
    public const double BeyondFloat = 1e39;

    /// <summary>
    /// Whether this is an operator of ONNX, in the meaning of its newest version, and not a layer: it has no weights of its own but
    /// reads all its operands, some of which may be absent (an empty name), and there is no attribute for it.
    /// </summary>
    public bool IsOperator => Kind.StartsWith(OperatorPrefix, StringComparison.Ordinal);

    public PropertySchema? Find(string property) => Properties.FirstOrDefault(p => p.Name == property);

    /// <summary>
    /// The property that an argument of the kind's attribute sets, in full, by its shorthand or as one of its parts.
    /// </summary>
    /// <param name="argument">A constructor parameter's or attribute property's name, in camelCase.</param>
    public PropertySchema? FindArgument(string argument) =>
        Find(argument) ?? Properties.FirstOrDefault(p => p.Shorthand == argument || p.Parts.Contains(argument));
}
