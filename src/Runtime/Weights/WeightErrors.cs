namespace ModelCompiler;

/// <summary>The messages about weights that several places share.</summary>
internal static class WeightErrors
{
    private const int LongestName = 100;

    public static WeightFormatException NonFinite(WeightTensorInfo info, int index) =>
        new($"Tensor {Quote(info.Name)} holds infinity or NaN at index {index} (shape {Shape(info.Shape)}); expected finite "
            + "values. The training that wrote it probably diverged; export a checkpoint with finite weights.")
        {
            Fault = WeightFault.NotFinite,
        };

    public static WeightFormatException NotShort(WeightTensorInfo info, int index, float value) =>
        new(FormattableString.Invariant($"Tensor {Quote(info.Name)} holds {value} at index {index} (shape {Shape(info.Shape)}); expected numbers of ")
            + "bfloat16, which have 8 significant bits. Quantise it as the weights that the model was compiled for.");

    public static WeightFormatException Duplicate(string name) =>
        new($"Tensor {Quote(name)} is there twice; expected distinct names. Rename or remove one of them.");

    public static WeightFormatException TooLarge(string name, ReadOnlySpan<int> shape) =>
        new($"Tensor {Quote(name)} has shape {Shape(shape)}, which takes more than {Array.MaxLength} bytes; expected at most "
            + "that in one tensor. Check the shape, or split the layer.");

    public static string Shape(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    public static string Shape(System.Collections.Immutable.ImmutableArray<int> shape) => Shape(shape.AsSpan());

    /// <summary>A name out of a file as it may stand in a message: of bounded length, on one line.</summary>
    public static string Quote(string name)
    {
        var shown = name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName), "…");
        return $"'{string.Concat(shown.Select(letter => char.IsControl(letter) ? '?' : letter))}'";
    }
}
