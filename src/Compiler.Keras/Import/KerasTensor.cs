namespace ModelCompiler.Compiler.Keras.Import;

/// <summary>How the axes of a value lie in the compiled model, which computes images with the channels first.</summary>
internal enum AxisOrder
{
    /// <summary>As Keras has them.</summary>
    AsKeras,

    /// <summary>[N, spatial…, C] of Keras lies as [N, C, spatial…]; a sequence [N, W, C] as a row [N, C, 1, W].</summary>
    ChannelsFirst,

    /// <summary>[N, spatial·C] of Keras, the image of a Flatten, lies as [N, C·spatial]; what reads it adapts its weights.</summary>
    Flattened,
}

/// <summary>A value as Keras sees it, and the wire that carries it.</summary>
/// <param name="Shape">In the order of Keras, batch included.</param>
/// <param name="Flat">For <see cref="AxisOrder.Flattened"/>: channels and positions of the image.</param>
internal sealed record KerasTensor(Wire Wire, int[] Shape, AxisOrder Order, (int Channels, int Positions) Flat = default)
{
    public int Rank => Shape.Length;

    /// <summary>The last dimension.</summary>
    public int Features => Shape[^1];

    public static KerasTensor AsKeras(Wire wire) => new(wire, [.. wire.Shape.Dimensions], AxisOrder.AsKeras);

    /// <summary>A value whose channels lie first.</summary>
    /// <param name="rank">The number of axes in Keras: 3 for a sequence, which lies as a row.</param>
    public static KerasTensor ChannelsFirst(Wire wire, int rank)
    {
        int[] physical = [.. wire.Shape.Dimensions];
        return new KerasTensor(wire, [physical[0], .. physical[(rank == 3 ? 3 : 2)..], physical[1]], AxisOrder.ChannelsFirst);
    }

    /// <summary>A value of the same shape and order.</summary>
    public KerasTensor With(Wire wire) => this with { Wire = wire };

    /// <summary>Where an axis of Keras, counted from the front, lies.</summary>
    public int PhysicalAxis(int axis) => Order != AxisOrder.ChannelsFirst || axis == 0 ? axis
        : axis == Rank - 1 ? 1 : Rank == 3 ? 3 : axis + 1;
}
