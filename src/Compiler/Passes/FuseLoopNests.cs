using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Puts what a loop nest computes into the loop nests that read it, where no element would be computed more often than before:
/// chains of elementwise operators become one pass over memory, and transposes, slices and the like become index arithmetic.
/// <code>
/// a[i, j] = x[j, i]; b[i, j] = exp(a[i, j])   →   b[i, j] = exp(x[j, i])
/// </code>
/// Not into reductions unless elements are only moved, nor if the value is an output of the model.
/// </summary>
internal sealed class FuseLoopNests : IGraphPass
{
    // Larger bodies are hard to read, and keep the JIT from holding everything in registers.
    private const int MaximumParts = 200;
    private const int MaximumOperands = 8;

    public string Name => nameof(FuseLoopNests);

    public bool Run(Graph graph)
    {
        var changed = false;
        // Backwards, so that a producer is moved into a reader that has grown already: one round is enough for a chain.
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
            changed |= Fuse(graph, graph.Nodes[i]);
        return changed;
    }

    private static bool Fuse(Graph graph, Node producer)
    {
        if (producer.Op is not Compute compute || graph.Outputs.Contains(producer.Output) || Parts(compute).OfType<Reduction>().Any())
            return false;
        var readers = graph.ConsumersOf(producer.Output).ToList();
        if (readers.Count == 0 || (readers.Count > 1 && !OnlyMoves(compute)) || !readers.TrueForAll(reader => CanTake(reader, producer)))
            return false;
        foreach (var reader in readers)
            Inline(producer, reader);
        graph.Nodes.Remove(producer);
        return true;
    }

    private static bool CanTake(Node reader, Node producer)
    {
        if (reader.Op is not Compute into)
            return false;
        var compute = (Compute)producer.Op;
        var loads = LoadsOf(reader, producer.Output).ToList();
        var operands = reader.Inputs.Where(value => value != producer.Output).Concat(producer.Inputs).Distinct().Count();
        if (operands > MaximumOperands || Parts(into).Count() + (loads.Count * Parts(compute).Count()) > MaximumParts)
            return false;
        if (OnlyMoves(compute))
            return true;
        var isInReduction = Parts(into).OfType<Reduction>().Any(part => Formula.Parts(part).Any(loads.Contains));
        return !isInReduction && loads.Distinct().Count() == 1
            && reader.Output.Shape.ElementCount <= producer.Output.Shape.ElementCount;
    }

    /// <summary>Whether elements are only read from another place, without arithmetic on them or conditions.</summary>
    private static bool OnlyMoves(Compute compute) => compute.Body is Load load && load.Indices.All(IsCheap);

    private static bool IsCheap(Expression index) => Formula.Parts(index).All(part =>
        part is LoopIndex or IntegerLiteral or Binary { Function: BinaryFunction.Add or BinaryFunction.Subtract or BinaryFunction.Multiply });

    private static IEnumerable<Load> LoadsOf(Node reader, Value value) =>
        Parts((Compute)reader.Op).OfType<Load>().Where(load => reader.Inputs[load.Operand] == value);

    private static IEnumerable<Expression> Parts(Compute compute) => Formula.Parts(compute.Body);

    private static void Inline(Node producer, Node reader)
    {
        var (source, target) = ((Compute)producer.Op, (Compute)reader.Op);
        var operands = reader.Inputs.Where(value => value != producer.Output).Concat(producer.Inputs).Distinct().ToList();
        var readerInputs = reader.Inputs.ToList();
        var body = Formula.Rewrite(target.Body, Replace);
        var name = OnlyMoves(source) ? target.Operator : OnlyMoves(target) ? source.Operator : $"{source.Operator}+{target.Operator}";
        reader.Op = target with { Body = body, Operator = name };
        reader.Inputs.Clear();
        reader.Inputs.AddRange(operands);

        Expression? Replace(Expression part)
        {
            if (part is not Load load)
                return null;
            var indices = load.Indices.Select(index => Formula.Rewrite(index, Replace)).ToEquatableArray();
            return readerInputs[load.Operand] == producer.Output
                ? Formula.Rewrite(source.Body, inner => AtIndices(inner, indices))
                : Formula.Load(operands.IndexOf(readerInputs[load.Operand]), load.Type, indices);
        }

        Expression? AtIndices(Expression part, EquatableArray<Expression> indices) => part switch
        {
            LoopIndex index => indices[index.Axis],
            Load load => Formula.Load(
                operands.IndexOf(producer.Inputs[load.Operand]), load.Type,
                load.Indices.Select(index => Formula.Rewrite(index, inner => AtIndices(inner, indices)))),
            _ => null,
        };
    }
}
