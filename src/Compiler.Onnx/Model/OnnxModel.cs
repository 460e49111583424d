using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>A version of the operators of one domain; the domain of ONNX's own operators is empty.</summary>
internal sealed record OnnxOpset(string Domain, long Version);

/// <summary>An ONNX file as it was read: what it says, checked for being well-formed, not yet for meaning.</summary>
/// <param name="IrVersion">Version of the file format.</param>
/// <param name="OpsetImports">Versions of the operators, in the order of the file.</param>
/// <param name="Producer">Name and version of the exporter; empty if unknown.</param>
internal sealed record OnnxModel(
    long IrVersion, EquatableArray<OnnxOpset> OpsetImports, string Producer, OnnxGraph Graph)
{
    /// <summary>The oldest opset that is read; older ones spell broadcasting and training in other ways.</summary>
    public const long OldestOpset = 6;

    /// <summary>The newest opset that is known: its operators may mean something else in the next.</summary>
    public const long NewestOpset = 28;

    /// <summary>The version of ONNX's own operators.</summary>
    public int Opset => (int)OpsetImports.First(opset => opset.Domain.Length == 0).Version;
}
