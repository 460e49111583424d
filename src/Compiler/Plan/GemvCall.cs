using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// Fully connected layer of one sample on weights as they are stored, a row for each output: a product of a matrix and a vector, in
/// dot products along the rows.
/// </summary>
/// <param name="Source">A vector whose elements lie side by side.</param>
internal sealed record GemvCall(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual,
    StoredMatrix Rows, PackedTensor Bias, ActivationFunction Activation)
    : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override IEnumerable<PackedTensor> Constants => [Bias];

    internal override bool IsSplit => true;

    /// <summary>An item is a block of 16 outputs.</summary>
    public override int WorkItems => Destination.Geometry.BlockCount;
}
