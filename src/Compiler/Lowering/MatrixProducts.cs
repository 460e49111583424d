using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Expressions.Binary;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Finds the loop nests that multiply matrices which are both computed, whatever the operator: MatMul, Einsum, Attention. A sum of
/// products of two loads is one if some loop moves only through the left one, another only through the right one and side by side in the
/// result, and the loop of the sum through both.
/// </summary>
internal static class MatrixProducts
{
    // A product of 16×16 matrices. Below, packing and the calls take as long as the nest's sums.
    private const double FewestMacs = 4096;

    // Of a vector of 128 bits.
    private const int FewestColumns = 4;

    // Every item packs the columns again, an eighth of what a product with so many rows takes.
    private const int FewestRowsOfItem = 64;

    private const int MostItems = 8;

    /// <summary>The nest as a product; null if it is none, or a small one.</summary>
    public static MatrixProduct? Find(LoopNest nest, PlanDraft draft)
    {
        var (sum, scale) = nest.Body switch
        {
            Reduction reduction => (reduction, 1),
            Binary { Function: BinaryFunction.Multiply, Left: Reduction reduction, Right: FloatLiteral factor } => (reduction, factor.Value),
            _ => (null, 0),
        };
        if (sum is not { Combiner: Combiner.Sum, Value: Binary { Function: BinaryFunction.Multiply, Left: Load a, Right: Load b } }
            || nest.Destination is not { Element: ElementType.Float32, Geometry: { } g } || g.LastLanes != g.Block
            || LoopOf(sum) is not { } term || Matrix.Of(a, nest, term) is not { } first || Matrix.Of(b, nest, term) is not { } second)
            return null;
        return Create(nest, first, second, sum.Extents[term], scale, draft) ?? Create(nest, second, first, sum.Extents[term], scale, draft);
    }

    /// <summary>The only loop of a sum that runs more than once.</summary>
    private static int? LoopOf(Reduction sum)
    {
        var loops = Enumerable.Range(0, sum.Extents.Count).Where(loop => sum.Extents[loop] > 1).ToList();
        return loops.Count == 1 ? loops[0] : null;
    }

    private static MatrixProduct? Create(LoopNest nest, Matrix left, Matrix right, int terms, float scale, PlanDraft draft)
    {
        var axes = Enumerable.Range(0, nest.Extents.Count).Where(axis => nest.Extents[axis] > 1).ToList();
        var columns = axes.FindIndex(axis => left.Steps[axis] == 0 && right.Steps[axis] > 0 && nest.Strides[axis] == 1);
        var rowAxes = axes.Where(axis => left.Steps[axis] > 0 && right.Steps[axis] == 0).ToList();
        if (columns < 0 || rowAxes.Count == 0 || left.TermStep <= 0 || right.TermStep <= 0)
            return null;
        var column = axes[columns];
        var row = rowAxes.OrderByDescending(axis => nest.Extents[axis]).First();
        var (rowCount, columnCount) = (nest.Extents[row], nest.Extents[column]);
        if (columnCount < FewestColumns || (double)rowCount * columnCount * terms < FewestMacs)
            return null;
        var rowItems = Enumerable.Range(1, MostItems)
            .Last(items => items == 1 || (rowCount % items == 0 && rowCount / items >= FewestRowsOfItem));
        var block = columnCount >= 16 ? 16 : columnCount >= 8 ? 8 : 4;
        var blocks = columnCount >= 32 ? 2 : 1;
        var product = new MatrixProduct(
            nest.Name, nest.Operator,
            new(left.View, left.Offset, left.Steps[row], left.TermStep), new(right.View, right.Offset, right.Steps[column], right.TermStep),
            new(nest.Destination, 0, nest.Strides[row], 1),
            axes.Where(axis => axis != row && axis != column)
                .Select(axis => new MatrixPairs(nest.Extents[axis], left.Steps[axis], right.Steps[axis], nest.Strides[axis])).ToEquatableArray(),
            rowCount / rowItems, rowItems, terms, columnCount, scale, block, blocks,
            TilingRules.ForSums(rowCount / rowItems, block, blocks), nest.Destination);
        return product with { Scratch = draft.Scratch(product.ScratchLength) };
    }

    /// <summary>How a load moves through its operand.</summary>
    /// <param name="Steps">With each loop over elements.</param>
    private sealed record Matrix(TensorView View, int Offset, EquatableArray<int> Steps, int TermStep)
    {
        /// <summary>Null if the load is not of floats of the arena, or moves by other than fixed steps.</summary>
        public static Matrix? Of(Load load, LoopNest nest, int term)
        {
            if (nest.Operands[load.Operand] is not NestOperand.InArena { Element: ElementType.Float32 } operand)
                return null;
            var steps = Enumerable.Range(0, nest.Extents.Count)
                .Select(axis => nest.Extents[axis] == 1 ? 0 : NestOffsets.StepOf(load, operand.Strides, Formula.Index(axis))).ToList();
            return NestOffsets.StepOf(load, operand.Strides, Formula.Term(term)) is { } termStep && !steps.Contains(null)
                && OffsetOf(load, operand.Strides) is { } offset
                    ? new Matrix(operand.View, offset, steps.Select(step => step!.Value).ToEquatableArray(), termStep) : null;
        }

        /// <summary>Where the load reads while all indices are 0.</summary>
        private static int? OffsetOf(Load load, EquatableArray<int> strides)
        {
            int? offset = 0;
            for (var i = 0; i < strides.Count; i++)
                offset += Formula.Rewrite(load.Indices[i], part => part is LoopIndex or ReductionIndex ? 0 : null) is IntegerLiteral index
                    ? (int)index.Value * strides[i] : null;
            return offset;
        }
    }
}
