using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// One step of an inference: a kernel with all its constants. Its work splits into independent items, so that a driver may
/// run any range of them on any thread.
/// </summary>
/// <param name="Name">The layer's name; several calls of one layer share it.</param>
internal abstract record KernelCall(string Name)
{
    // Internal, like Writes, so that printing a call, by which plans are hashed, leaves out what is derived.
    internal abstract IEnumerable<TensorView> Reads { get; }

    internal abstract IEnumerable<TensorView> Writes { get; }

    /// <summary>The packed weights that it reads.</summary>
    internal virtual IEnumerable<PackedTensor> Constants => [];

    /// <summary>Whether there is nothing to compute or to copy, since a dimension is 0.</summary>
    internal bool HasNoElement => (this is StoreOutput ? Reads : Writes).All(view => view.Geometry.ElementCount == 0);

    /// <summary>Whether the method takes a range of items; else it does everything at once.</summary>
    internal virtual bool IsSplit => false;

    /// <summary>Memory that one item at a time uses: threads that work on different items need one each.</summary>
    internal virtual TensorView? ItemScratch => null;

    /// <summary>Number of independent items.</summary>
    public virtual int WorkItems => 1;
}

/// <summary>A call that treats every row of its result on its own: an item is one row of all channels and samples.</summary>
internal abstract record RowwiseCall(string Name, TensorView Destination) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override bool IsSplit => Destination.Geometry.Height > 1;

    public override int WorkItems => IsSplit ? Destination.Geometry.Height : 1;
}

/// <summary>Copies an input of the caller into the arena, converting its layout.</summary>
internal sealed record LoadInput(string Name, int Input, TensorView Destination) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [];

    internal override IEnumerable<TensorView> Writes => [Destination];
}

/// <summary>Copies a tensor out to the caller, channels first.</summary>
internal sealed record StoreOutput(string Name, int Output, TensorView Source) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [];
}

/// <summary>Makes a border zero again after its region held another tensor.</summary>
internal sealed record ClearBorder(string Name, TensorView Destination) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [];

    internal override IEnumerable<TensorView> Writes => [Destination];
}

/// <summary>Copies a tensor into another layout, as a slice of its channels where the destination has more of them.</summary>
/// <param name="DestinationChannel">Channel of the destination where the source's first one goes.</param>
internal sealed record CopyTensor(string Name, TensorView Source, TensorView Destination, int DestinationChannel)
    : RowwiseCall(Name, Destination)
{
    internal override IEnumerable<TensorView> Reads => [Source];
}

/// <summary>
/// Copies the phases of an image that a strided window sees beside each other, as channels of an image that a window of stride 1 sees; zeros
/// outside of the image.
/// </summary>
internal sealed record GatherPhases(string Name, TensorView Source, TensorView Destination, Window Window) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override bool IsSplit => true;

    /// <summary>An item is one row of all channels of a sample.</summary>
    public override int WorkItems => Destination.Geometry.Batch * Destination.Geometry.Height;
}

/// <summary>Copies the result of one sample to its place in a batch: the last call of those that run once per sample.</summary>
internal sealed record StackSample(string Name, TensorView Source, TensorView Destination) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [Destination];
}

/// <summary>Copies the elements in row-major order into a tensor of another shape.</summary>
internal sealed record ReshapeTensor(string Name, TensorView Source, TensorView Destination) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [Destination];
}

/// <summary>A binary elementwise operator.</summary>
internal enum BinaryOperator
{
    Add,
    Multiply,
}

/// <summary>a ∘ b with broadcasting along dimensions of 1, and an activation behind.</summary>
internal sealed record Binary(
    string Name, BinaryOperator Operator, TensorView Left, TensorView Right, TensorView Destination,
    ActivationFunction Activation) : RowwiseCall(Name, Destination)
{
    internal override IEnumerable<TensorView> Reads => [Left, Right];
}

/// <summary>x·scale + shift per channel, and an activation behind: a batch normalisation that was not folded.</summary>
internal sealed record ScaleShift(
    string Name, TensorView Source, TensorView Destination, PackedTensor Scale, PackedTensor Shift,
    ActivationFunction Activation) : RowwiseCall(Name, Destination)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<PackedTensor> Constants => [Scale, Shift];
}

/// <summary>x·(bias + alpha/size·Σx²)^−beta with the sum over neighbouring channels.</summary>
/// <param name="Scratch">The squares of all channels at some pixels, or at one vector of pixels of a planar tensor.</param>
internal sealed record LocalResponse(
    string Name, TensorView Source, TensorView Destination, TensorView Scratch, int Size, float Alpha, float Beta, float Bias)
    : KernelCall(Name)
{
    private const int LargestVector = 16;

    // A quarter of a first-level cache, beside the values and the results.
    private const int SquaresAtOnce = 2048;

    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [Destination, Scratch];

    internal override TensorView? ItemScratch => Scratch;

    internal override bool IsSplit => true;

    /// <summary>An item is one row of all channels. The scratch serves one item at a time.</summary>
    public override int WorkItems => Source.Geometry.Batch * Source.Geometry.Height;

    // Plans are hashed by what their records print, which must not depend on the culture.
    public override string ToString() => FormattableString.Invariant(
        $"LocalResponse({Name}, {Source}, {Destination}, {Scratch}, {Size}, {Alpha:R}, {Beta:R}, {Bias:R})");

    /// <summary>
    /// Floats of scratch, for each pixel: channels and zeros for the windows at both ends, each end at most as long as the channels,
    /// and for reading whole vectors. A planar image has a vector per channel instead.
    /// </summary>
    public static int ScratchLengthOf(Geometry geometry, int size)
    {
        var isPlanarImage = geometry is { Block: 1 } and not { Height: 1, Width: 1 };
        if (isPlanarImage)
            return geometry.Channels * LargestVector;
        var pixel = geometry.Channels + Math.Min(size - 1, 2 * (geometry.Channels - 1)) + LargestVector;
        return pixel * Math.Min(geometry.Width, Math.Max(SquaresAtOnce / pixel, 1));
    }
}

/// <summary>An activation on its own.</summary>
internal sealed record ApplyActivation(
    string Name, TensorView Source, TensorView Destination, ActivationFunction Activation) : RowwiseCall(Name, Destination)
{
    internal override IEnumerable<TensorView> Reads => [Source];
}

/// <summary>Softmax over the channels at every position, or over another axis of the image.</summary>
/// <param name="Axis">1 channels, 2 rows, 3 columns.</param>
internal sealed record ApplySoftmax(string Name, TensorView Source, TensorView Destination, int Axis)
    : RowwiseCall(Name, Destination)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override bool IsSplit => Axis != 2 && base.IsSplit;
}

/// <summary>Mean or maximum over all positions of each channel.</summary>
internal sealed record GlobalPool(string Name, bool IsMaximum, TensorView Source, TensorView Destination) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [Destination];
}
