using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Passes;

/// <summary>One rewrite of the graph that keeps what it computes, and the names of its outputs.</summary>
internal interface IGraphPass
{
    /// <summary>Verb and object, as printed in reports and in the verifier's messages.</summary>
    public string Name { get; }

    /// <summary>Rewrites every place that matches.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Run(Graph graph);
}
