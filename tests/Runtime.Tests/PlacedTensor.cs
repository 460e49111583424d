using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>A tensor somewhere in an arena, with the plain formula for the position of its elements.</summary>
internal readonly record struct PlacedTensor(int Offset, TensorLayout Layout)
{
    public int Position(int sample, int channel, int row, int column) =>
        Offset + sample * Layout.BatchStride + channel / Layout.Block * Layout.BlockStride + row * Layout.RowStride
        + column * Layout.Block + channel % Layout.Block;

    public float At(float[] data, int sample, int channel, int row, int column) =>
        data[Position(sample, channel, row, column)];

    /// <summary>The element that NumPy's broadcasting takes.</summary>
    public float Broadcast(float[] data, int sample, int channel, int row, int column) => At(
        data, Layout.Batch == 1 ? 0 : sample, Layout.Channels == 1 ? 0 : channel,
        Layout.Height == 1 ? 0 : row, Layout.Width == 1 ? 0 : column);

    /// <summary>Every (sample, channel, row, column), the lanes beyond C as further channels.</summary>
    public IEnumerable<(int Sample, int Channel, int Row, int Column)> Lanes()
    {
        for (var sample = 0; sample < Layout.Batch; sample++)
            for (var channel = 0; channel < (Layout.Channels + Layout.Block - 1) / Layout.Block * Layout.Block; channel++)
                for (var row = 0; row < Layout.Height; row++)
                    for (var column = 0; column < Layout.Width; column++)
                        yield return (sample, channel, row, column);
    }
}
