using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// The product of two matrices that are both computed, C = scale·A·B, once or for many pairs. Columns of B are packed as the filters of a
/// convolution are, some at a time, and the rows of A are the pixels of its tiles.
/// </summary>
/// <param name="Operator">The operator's name.</param>
/// <param name="Left">A: <see cref="MatrixOperand.RowStep"/> counts its rows, the other step its terms.</param>
/// <param name="Right">B, by its columns.</param>
/// <param name="Result">C; columns lie side by side.</param>
/// <param name="Pairs">The loops over pairs of matrices, outermost first.</param>
/// <param name="Rows">Rows of one item.</param>
/// <param name="RowItems">Items that the rows of one product are divided into.</param>
/// <param name="Terms">Columns of A and rows of B.</param>
/// <param name="Block">Columns that lie in a block: the vectors of a kernel fit it.</param>
/// <param name="PackedBlocks">Blocks that are packed at a time; the last columns may be packed twice, if they fill none.</param>
/// <param name="Scratch">The packed columns, then the rows of A if their terms do not lie side by side.</param>
internal sealed record MatrixProduct(
    string Name, string Operator, MatrixOperand Left, MatrixOperand Right, MatrixOperand Result, EquatableArray<MatrixPairs> Pairs,
    int Rows, int RowItems, int Terms, int Columns, float Scale, int Block, int PackedBlocks, EquatableArray<RowTiling> Tilings,
    TensorView Scratch) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [Left.View, Right.View];

    internal override IEnumerable<TensorView> Writes => [Result.View, Scratch];

    internal override TensorView? ItemScratch => Scratch;

    internal override bool IsSplit => true;

    /// <summary>An item is some rows of one product.</summary>
    public override int WorkItems => Pairs.Aggregate(RowItems, (items, pairs) => items * pairs.Count);

    internal int PackedColumns => Block * PackedBlocks;

    /// <summary>How often columns are packed for one item.</summary>
    internal int Panels => (Columns + PackedColumns - 1) / PackedColumns;

    /// <summary>Whether rows of A are packed too.</summary>
    internal bool PacksRows => Left.TermStep != 1;

    /// <summary>Where packed rows lie in the scratch.</summary>
    internal int PackedRows => PackedColumns * Terms;

    internal int ScratchLength => PackedRows + (PacksRows ? Rows * Terms : 0);

    /// <summary>Multiply-adds of all products.</summary>
    internal double Macs => (double)WorkItems * Rows * Columns * Terms;

    // Plans are hashed by what their records print, which must not depend on the culture.
    public override string ToString() => FormattableString.Invariant(
        $"MatrixProduct({Name}, {Operator}, {Left}, {Right}, {Result}, {Pairs}, {Rows}, {RowItems}, {Terms}, {Columns}, {Scale:R}, {Block}, {PackedBlocks}, {Tilings}, {Scratch})");
}

/// <summary>A matrix within a tensor.</summary>
/// <param name="Offset">Floats from element (0, 0, 0, 0) to the first of the first matrix.</param>
/// <param name="RowStep">Floats between rows of A and of C, between columns of B.</param>
/// <param name="TermStep">Floats between the terms of a sum, of C between columns.</param>
internal sealed record MatrixOperand(TensorView View, int Offset, int RowStep, int TermStep);

/// <summary>A loop over pairs of matrices, with the floats from one matrix to the next.</summary>
internal sealed record MatrixPairs(int Count, int LeftStep, int RightStep, int ResultStep);
