using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>Exact elements, and for each how far the compiled model's may be from it.</summary>
internal sealed record BoundedTensor(TensorShape Shape, double[] Data, double[] Error)
{
    public Tensor Errors => new(Shape, Error);

    public Tensor Absolute => new(Shape, [.. Data.Select(Math.Abs)]);

    /// <summary>The largest absolute values that the compiled model may have here.</summary>
    public Tensor Magnitude => new(Shape, [.. Data.Zip(Error, (x, error) => Math.Abs(x) + error)]);
}
