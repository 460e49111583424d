using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Passes;

/// <summary>The passes for inference, in order. The graph is verified after every pass that changed it.</summary>
internal static class PassPipeline
{
    public static IReadOnlyList<IGraphPass> Inference { get; } =
    [
        new RemoveUnused(),             // what follows may count on every value being read
        new RemoveIdentities(),         // Dropout: so that the patterns below see neighbours
        new FuseQuantization(),         // before the patterns that look for activations: it makes one
        new AbsorbInputTranspose(),     // before reshapes are merged: with one channel the transpose is one
        new AlignRanks(),               // before reshapes are merged: it adds some
        new DelayRowReshape(),          // before reshapes are merged: it makes neighbours of those that cancel
        new MergeReshapes(),
        new FuseHardSwish(),            // before its additions are folded or fused with what is around them
        new FoldBatchNormalization(),   // before activations are fused: an activation in between forbids folding
        new FusePadding(),
        new FuseActivation(),
        new FuseResidual(),             // after activations: the one behind the sum belongs to the sum by now
        new FoldQuantizationScale(),    // after residuals: they are added in front of the activation, in their own unit
        new DelayActivation(),          // after activations are fused: it looks for them in the operators before a pool
        new TrimUnread(),               // after activations: they stand in the convolution or behind the pool by now
        new FuseLoopNests(),            // last: the passes above find operators, not what they became
    ];

    /// <returns>The names of the passes that changed the graph.</returns>
    /// <exception cref="InvalidOperationException">A pass broke the graph: a mistake in the compiler.</exception>
    public static IReadOnlyList<string> Run(Graph graph) => Run(graph, Inference);

    public static IReadOnlyList<string> Run(Graph graph, IEnumerable<IGraphPass> passes)
    {
        var applied = new List<string>();
        foreach (var pass in passes)
        {
            if (!pass.Run(graph))
                continue;
            GraphVerifier.Verify(graph, pass.Name);
            applied.Add(pass.Name);
        }
        return applied;
    }
}
