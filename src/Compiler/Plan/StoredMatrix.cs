using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Plan;

/// <summary>A weight matrix [rows, columns] that a kernel reads as it is stored: it is not packed, and not copied where it holds floats.</summary>
/// <param name="Index">Its number among the model's.</param>
internal sealed record StoredMatrix(string Name, int Index, StoredTensor Source)
{
    public int Rows => Source.Shape[0];

    public int Columns => Source.Shape[1];

    internal long Bytes => (long)Rows * Columns * sizeof(float);
}
