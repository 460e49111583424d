using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Resize, and Upsample, which is what it was called before.</summary>
internal static class ResizeMappings
{
    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("Resize", "The inputs roi, scales and sizes must be constant or bound.", Resize),
        new("Upsample", "The input scales must be constant or bound.", Upsample),
    ];

    private static void Upsample(OperatorNode node) =>
        Simple(node, node.Opset < 9 ? node.Floats("scales") : node.KnownFloats(1, "scales"));

    private static void Resize(OperatorNode node)
    {
        if (node.Opset < 11)
        {
            Simple(node, node.KnownFloats(1, "scales"));
            return;
        }

        var x = node.Input(0).Shape;
        var axes = node.Integers("axes") is { } written
            ? Array.ConvertAll(written, axis => OperatorNode.Axis(axis, x.Rank)) : [.. Enumerable.Range(0, x.Rank)];
        if (axes.Distinct().Count() != axes.Length)
            throw new MappingException("names an axis twice");
        var (sizes, scales) = Target(node, x, axes);
        Add(node, sizes, scales,
            ("coordinate_transformation_mode", Member(node.Text("coordinate_transformation_mode", "half_pixel"))),
            ("nearest_mode", Member(node.Text("nearest_mode", "round_prefer_floor"))),
            ("cubic_coeff_a", node.Float("cubic_coeff_a", -0.75f)),
            ("exclude_outside", node.Integer("exclude_outside", 0) != 0),
            ("antialias", node.Integer("antialias", 0) != 0),
            ("extrapolation_value", node.Float("extrapolation_value", 0)),
            ("roi", Roi(node, x, axes)));
    }

    /// <summary>Upsample, and Resize of opset 10: no coordinate rules yet.</summary>
    private static void Simple(OperatorNode node, float[]? scales)
    {
        var x = node.Input(0).Shape;
        scales = Check(scales ?? throw new MappingException("needs scales"), x.Rank);
        Add(node, SizesOf(x, scales), scales,
            ("coordinate_transformation_mode", "Asymmetric"), ("nearest_mode", "FloorOrCeil"));
    }

    private static void Add(OperatorNode node, long[] sizes, float[] scales, params (string, object?)[] rules) =>
        node.Return(node.Add(
            "Resize", [node.Input(0)],
            [("sizes", sizes), ("scales", scales), ("mode", Member(node.Text("mode", "nearest"))), .. rules]));

    private static (long[] Sizes, float[] Scales) Target(OperatorNode node, TensorShape x, int[] axes)
    {
        if (node.KnownFloats(2, "scales") is { Length: > 0 } given)
        {
            var scales = Spread(x.Rank, axes, Check(given, axes.Length), 1f);
            return (SizesOf(x, scales), scales);
        }

        if (node.KnownIntegers(3, "sizes") is not { Length: > 0 } sizes)
            throw new MappingException("needs either scales or sizes");
        if (sizes.Length != axes.Length || sizes.Any(size => size is < 0 or > SizeLimits.MaximumElements))
            throw new MappingException($"needs {axes.Length} sizes, but has [{string.Join(", ", sizes)}]");
        float[] ratios = [.. sizes.Select((size, i) => (float)size / x[axes[i]])];
        var policy = node.Text("keep_aspect_ratio_policy", "stretch");
        if (policy != "stretch")
        {
            var ratio = policy switch
            {
                "not_larger" => ratios.Min(),
                "not_smaller" => ratios.Max(),
                _ => throw new MappingException($"has an unknown keep_aspect_ratio_policy, '{policy}'"),
            };
            Array.Fill(ratios, ratio);
            sizes = [.. axes.Select(axis => Size((ratio * x[axis]) + 0.5f))];
        }

        return (Spread(x.Rank, axes, sizes, axis => x[axis]), Spread(x.Rank, axes, ratios, 1f));
    }

    private static float[]? Roi(OperatorNode node, TensorShape x, int[] axes)
    {
        if (node.Text("coordinate_transformation_mode", "") != "tf_crop_and_resize")
            return null;
        var roi = node.KnownFloats(1, "roi") ?? [];
        if (roi.Length != 2 * axes.Length)
            throw new MappingException($"needs {2 * axes.Length} numbers as roi, but has {roi.Length}");
        return
        [
            .. Spread(x.Rank, axes, roi[..axes.Length], 0f),
            .. Spread(x.Rank, axes, roi[axes.Length..], 1f),
        ];
    }

    private static long[] SizesOf(TensorShape x, float[] scales) =>
        [.. x.Dimensions.Select((size, axis) => Size(size * scales[axis]))];

    private static long Size(float size) => size < SizeLimits.MaximumElements
        ? (long)size : throw new MappingException("would have a result that is too large");

    private static float[] Check(float[] scales, int count) => scales.Length == count && scales.All(scale => scale is > 0 and < float.PositiveInfinity)
        ? scales : throw new MappingException($"needs {count} positive scales, but has [{string.Join(", ", scales)}]");

    private static T[] Spread<T>(int rank, int[] axes, T[] values, T other) => Spread(rank, axes, values, _ => other);

    private static T[] Spread<T>(int rank, int[] axes, T[] values, Func<int, T> other) =>
    [
        .. Enumerable.Range(0, rank).Select(axis => Array.IndexOf(axes, axis) is >= 0 and var i ? values[i] : other(axis)),
    ];

    /// <summary>The catalogue's name for a text attribute: HalfPixel for half_pixel. Upsample may call its mode bilinear.</summary>
    private static string Member(string text) => text == "bilinear" ? "Linear" : string.Concat(
        text.Split('_').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
