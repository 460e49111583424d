using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building;

/// <summary>
/// How much a whole model may compute at compile time: a few nodes can ask for any amount of it. What is beyond is computed at run
/// time instead.
/// </summary>
internal sealed class FoldingBudget
{
    // The evaluator takes some 5 ns for each part of an expression: ten seconds.
    private const double WorkOfModel = 1L << 31;

    // Constants in memory, next to those of the model itself.
    private const double BytesOfModel = 1 << 30;

    private double _work = WorkOfModel;
    private double _bytes = BytesOfModel;

    /// <summary>Whether a node may be computed now; if so, it counts.</summary>
    public bool Allows(Compute compute)
    {
        var parts = Formula.Parts(compute.Body).ToList();
        var elements = (double)compute.Result.Shape.ElementCount;
        var terms = parts.OfType<Reduction>()
            .Aggregate(1.0, (product, part) => part.Extents.Aggregate(product, (count, extent) => count * extent));
        var work = elements * terms * parts.Count;
        var bytes = elements * (compute.Result.Element == ElementType.Float32 ? sizeof(float) : sizeof(long));
        if (work > _work || bytes > _bytes)
            return false;
        _work -= work;
        _bytes -= bytes;
        return true;
    }
}
