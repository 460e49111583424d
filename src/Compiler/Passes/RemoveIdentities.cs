using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Removes Identity nodes, such as Dropout at inference.
/// <code>
/// a = Conv(x); b = Identity(a); c = Gemm(b)   →   a = Conv(x); c = Gemm(a)
/// </code>
/// An identity that is an output of the model stays where it must copy: behind an input or another output.
/// </summary>
internal sealed class RemoveIdentities : IGraphPass
{
    public string Name => nameof(RemoveIdentities);

    public bool Run(Graph graph) => graph.RewriteEach<Identity>(Remove);

    private static bool Remove(Graph graph, Node identity)
    {
        var source = identity.Inputs[0]!;
        if (!graph.Outputs.Contains(identity.Output))
        {
            graph.Bypass(identity);
            return true;
        }
        if (source.Producer is not { } producer || graph.Outputs.Contains(source))
            return false;
        graph.Absorb(producer, identity);
        graph.ReplaceUses(source, identity.Output);
        return true;
    }
}
