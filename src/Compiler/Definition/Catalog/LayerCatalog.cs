using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Definition;

/// <summary>
/// Every kind of layer with its properties. Attributes, JSON reader, JSON Schema and the tables in the docs all follow from
/// this one list; what a layer computes and which combinations make sense is the graph builder's business.
/// </summary>
internal static partial class LayerCatalog
{
    /// <summary>All kinds of layers, in the order in which the docs list them.</summary>
    public static EquatableArray<LayerSchema> Layers { get; } =
    [
        Input(),
        .. Convolutions(),
        .. Pooling(),
        .. Shaping(),
        .. Normalizations(),
        .. Axes(),
        .. Joins(),
        .. Activations(),
        .. Sequences(),
        .. RecurrentLayers(),
        .. Blocks(),
    ];

    /// <summary>The operators of ONNX.</summary>
    public static EquatableArray<LayerSchema> OnnxOperators { get; } = Operators().ToEquatableArray();

    private static readonly Dictionary<string, LayerSchema> ByKind = Layers.Concat(OnnxOperators).ToDictionary(layer => layer.Kind);

    /// <summary>The schema of a kind, or null if there is no such kind; names are case-sensitive.</summary>
    public static LayerSchema? Find(string kind) => ByKind.TryGetValue(kind, out var schema) ? schema : null;

    private static LayerSchema Input() => new(
        "Input", "input", 0, 0, "An input of the model for one sample: a vector [F], a sequence [C, L], an image [C, H, W] or a volume [C, D, H, W].",
        [
            new("shape", PropertyType.Integers, "Channels and the sizes of the spatial axes, or the number of features.")
            {
                IsRequired = true, Minimum = 1, Maximum = int.MaxValue, Counts = [1, 2, 3, 4],
            },
            Choice("layout", "Order in which the caller passes the elements; the shape begins with C in both.",
                "ChannelsFirst", "ChannelsLast"),
            Choice("element", "Type of the elements that the caller passes.", "Float32", "UInt8"),
            Number("mean", PropertyType.Numbers,
                "Subtracted from every element, as (x − mean)·scale: one number, or one per channel.", "0"),
            Number("scale", PropertyType.Numbers,
                "Multiplies every element, as (x − mean)·scale: one number, or one per channel.", "1"),
        ])
    {
        Keras = "Input",
    };
}
