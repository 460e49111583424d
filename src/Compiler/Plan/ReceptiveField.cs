using System.Globalization;
using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// The part of a model's input that one element of a tensor is computed from, along each spatial axis (Araujo et al. 2019,
/// "Computing receptive fields of convolutional neural networks"). Padding counts, as is usual: behind many layers a field is
/// larger than the input.
/// </summary>
internal sealed record ReceptiveField
{
    // Beyond this a field is taken for everything: no input is that large, and what follows cannot overflow.
    private const long Limit = int.MaxValue;

    private ReceptiveField(bool isWhole, EquatableArray<ReceptiveRange> axes) => (IsWhole, Axes) = (isWhole, axes);

    /// <summary>All of the input, or a part that is no window: what a dense layer or a global pool sees.</summary>
    public static ReceptiveField Whole { get; } = new(true, []);

    public bool IsWhole { get; }

    /// <summary>One range per spatial axis, outermost first; empty for <see cref="Whole"/>.</summary>
    public EquatableArray<ReceptiveRange> Axes { get; }

    /// <summary>An element of the input itself.</summary>
    public static ReceptiveField Point(int spatialRank) =>
        new(false, EquatableArray.Repeat(new ReceptiveRange(0, 1, 1), spatialRank));

    /// <summary>
    /// The field behind a window: size + (kernel − 1)·dilation·jump, start − pad·jump, jump·stride.
    /// </summary>
    /// <param name="padBegins">Padding before the first element of each axis.</param>
    public ReceptiveField Behind(
        IReadOnlyList<int> kernel, IReadOnlyList<int> strides, IReadOnlyList<int> padBegins, IReadOnlyList<int> dilations)
    {
        if (IsWhole || kernel.Count != Axes.Count)
            return Whole;
        return Create(Axes.Select((axis, i) => new ReceptiveRange(
            axis.Start - (padBegins[i] * axis.Jump),
            axis.Size + ((((long)kernel[i] - 1) * dilations[i]) * axis.Jump),
            axis.Jump * strides[i])));
    }

    /// <summary>The field of an element that is computed from two others at the same place.</summary>
    public ReceptiveField Union(ReceptiveField other)
    {
        if (IsWhole || other.IsWhole || Axes.Count != other.Axes.Count)
            return Whole;
        var pairs = Axes.Zip(other.Axes, (a, b) => (a, b)).ToList();
        return pairs.Exists(pair => pair.a.Jump != pair.b.Jump) ? Whole : Create(pairs.Select(pair => pair.a.Union(pair.b)));
    }

    /// <summary>Such as 5×5; 1 for vectors.</summary>
    public string Describe() =>
        IsWhole ? "all"
        : Axes.Count == 0 ? "1"
        : string.Join("×", Axes.Select(axis => axis.Size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>By how much the fields of neighbouring elements lie apart, such as 4×4; empty where a field is all of the input.</summary>
    public string DescribeStride() => string.Join("×", Axes.Select(axis => axis.Jump.ToString(CultureInfo.InvariantCulture)));

    private static ReceptiveField Create(IEnumerable<ReceptiveRange> axes)
    {
        var list = axes.ToEquatableArray();
        return list.Any(axis => Math.Abs(axis.Start) > Limit || axis.Size > Limit || axis.Jump > Limit) ? Whole : new(false, list);
    }
}

/// <summary>
/// Along one axis: element i of a tensor depends on the elements from Start + i·Jump to Start + i·Jump + Size − 1 of the input.
/// </summary>
internal readonly record struct ReceptiveRange(long Start, long Size, long Jump)
{
    public ReceptiveRange Union(ReceptiveRange other)
    {
        var start = Math.Min(Start, other.Start);
        return new(start, Math.Max(Start + Size, other.Start + other.Size) - start, Jump);
    }
}
