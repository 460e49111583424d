using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Which dense layers read their weights as they are stored.</summary>
internal static class RowMajorWeights
{
    // Matrices that come from memory for every sample. In VGG-16 and AlexNet dot products along stored rows take 15.3 ms at 25,088 × 4,096
    // and 5.6 at 9,216 × 4,096, where the packed form takes 14.8 and 5.5 and is written first. Shorter rows break the stream that the
    // processor fetches ahead: 4,096 × 4,096 takes 2.8 and 2.35 ms, 512 × 1,000 0.18 and 0.08. Where the last-level cache holds a matrix, the
    // packed form is faster, too: 87 and 103 µs at 2,048 × 1,000.
    private const int FewestInputs = 8192;
    private const long FewestWeights = 4_000_000;

    /// <summary>Whether a layer is one: its weights are a tensor of the file, of one sample, and large.</summary>
    public static bool Fit(Node node) =>
        node.Op is Gemm && node.Inputs[1]!.Constant is StoredTensor { Shape: { Rank: 2 } shape }
        && node.Output.Shape[0] == 1 && shape[1] >= FewestInputs && shape[1] % DenseRows.InputStep == 0 && shape.ElementCount >= FewestWeights;

    /// <summary>Whether the elements of a sample lie one behind the other, as the rows of the weights do.</summary>
    public static bool IsVector(Geometry source) => source is { Batch: 1, Height: 1, Width: 1 } && source.BlockStride == source.Block;
}
