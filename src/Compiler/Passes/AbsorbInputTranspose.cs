using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Lets an input that is channels-last, and transposed first of all, be transposed while it is copied into the arena. Exporters of
/// TensorFlow models begin so.
/// <code>
/// input x [1, 32, 32, 3]; a = Transpose(x, 0 3 1 2)   →   input x [1, 3, 32, 32], passed channels-last
/// input x [1, 32, 32, 3]; a = Quantize(x); b = Transpose(a, 0 3 1 2)   →   input x [1, 3, 32, 32], passed channels-last; b = Quantize(x)
/// </code>
/// An activation between the two works element by element, so that it may as well follow. Not if anything else reads the input, or what
/// is computed of it.
/// </summary>
internal sealed class AbsorbInputTranspose : IGraphPass
{
    public string Name => nameof(AbsorbInputTranspose);

    public bool Run(Graph graph)
    {
        var changed = false;
        for (var i = 0; i < graph.Inputs.Count; i++)
            changed |= Absorb(graph, i);
        return changed;
    }

    private static bool Absorb(Graph graph, int index)
    {
        var input = graph.Inputs[index];
        if (input is not { Format: null, Type.Element: ElementType.Float32, Shape.Rank: 4 } || !graph.HasSingleConsumer(input))
            return false;
        var reader = graph.ConsumersOf(input).First();
        var activate = reader.Op is Activate && graph.HasSingleConsumer(reader.Output) ? reader : null;
        if (activate is not null)
            reader = graph.ConsumersOf(activate.Output).First();
        if (!MovesChannelsFirst(reader) || graph.Outputs.Contains(reader.Output))
            return false;
        var format = new InputFormat(ChannelsLast: true, ElementType.Float32, [], []);
        var transposed = graph.NewInput(input.Name, reader.Output.Type, format);
        graph.Inputs[index] = transposed;
        if (activate is null)
        {
            graph.ReplaceUses(reader.Output, transposed);
            graph.Nodes.Remove(reader);
        }
        else
        {
            activate.Inputs[0] = transposed;
            graph.Absorb(activate, reader);
        }

        return true;
    }

    /// <summary>Whether a node makes [N, C, H, W] of [N, H, W, C]; with one channel or one pixel a Reshape does.</summary>
    private static bool MovesChannelsFirst(Node node)
    {
        // A loop nest may read other operands, tables say, before the input.
        if (node.Inputs is not [{ Shape: var from }] || node.Output.Shape != TensorShape.Of(from[0], from[3], from[1], from[2]))
            return false;
        return node.Op is Compute { Body: Load load }
            ? load.Indices.SequenceEqual([Formula.Index(0), Formula.Index(2), Formula.Index(3), Formula.Index(1)])
            : node.Op is Reshape && (from[3] == 1 || from[1] * from[2] == 1);
    }
}
