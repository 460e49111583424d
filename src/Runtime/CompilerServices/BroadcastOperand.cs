using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>An operand as the loops over the destination see it: with steps of 0 along the dimensions that repeat.</summary>
internal readonly struct BroadcastOperand
{
    private readonly int _offset;
    private readonly int _sampleStep;
    private readonly int _blockStep;
    private readonly int _rowStep;

    /// <summary>Describes an operand whose shape <see cref="Require"/> has accepted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BroadcastOperand(int offset, in TensorLayout layout, in TensorLayout destination)
    {
        RepeatsLanes = layout.Channels == 1 && (destination.Channels != 1 || layout.Block != destination.Block);
        Block = destination.Block;
        PixelStep = layout.Width == destination.Width ? layout.Block : 0;
        _offset = offset;
        _sampleStep = layout.Batch == 1 ? 0 : layout.BatchStride;
        _blockStep = layout.Channels == 1 ? 0 : layout.BlockStride;
        _rowStep = layout.Height == 1 ? 0 : layout.RowStride;
    }

    /// <summary>Whether all lanes of the destination take lane 0 of this operand.</summary>
    public bool RepeatsLanes { get; }

    /// <summary>The destination's channel block.</summary>
    public int Block { get; }

    /// <summary>From the value for a pixel to that for the next one; 0 where all pixels of a row take the same.</summary>
    public int PixelStep { get; }

    /// <summary>Whether a row lies in memory just as a row of the destination.</summary>
    public bool IsWholeRow => PixelStep == Block && (!RepeatsLanes || Block == 1);

    /// <summary>Where the values for a row of the destination start in the arena.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RowStart(int sample, int block, int row) =>
        _offset + sample * _sampleStep + block * _blockStep + row * _rowStep;

    /// <summary>Throws unless every dimension is the destination's or 1, and the block the destination's where C is not 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Require(in TensorLayout layout, in TensorLayout destination, string parameter)
    {
        var joins = Joins(layout.Batch, destination.Batch) && Joins(layout.Channels, destination.Channels)
            && Joins(layout.Height, destination.Height) && Joins(layout.Width, destination.Width);
        if (!joins || (layout.Channels != 1 && layout.Block != destination.Block))
            throw new ArgumentException($"Cannot broadcast {layout} to {destination}.", parameter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Joins(int size, int destinationSize) => size == destinationSize || size == 1;
}
