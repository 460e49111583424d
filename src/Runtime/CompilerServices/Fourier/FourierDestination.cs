namespace ModelCompiler.CompilerServices;

/// <summary>The results of a convolution with the bias and the residual that are added to them, as the generated code passes them: −1 for no residual.</summary>
internal readonly record struct FourierDestination(
    FloatBuffer Arena, FloatBuffer Weights, int Bias, int Destination, TensorLayout Layout, int Residual, TensorLayout ResidualLayout)
{
    /// <summary>The tiles of all samples.</summary>
    public int Tiles(in FourierTiles tiles) => Layout.Batch * tiles.TileRows * tiles.TileColumns;

    /// <summary>The part of one channel block.</summary>
    public FourierResults Block(int block) => new(
        Arena.Span[(Destination + (block * Layout.BlockStride))..], Layout,
        Residual < 0 ? default : Arena.Span[(Residual + (block * ResidualLayout.BlockStride))..], ResidualLayout,
        Weights.Span.Slice(Bias + (block * FourierNumber.Lanes), FourierNumber.Lanes));
}
