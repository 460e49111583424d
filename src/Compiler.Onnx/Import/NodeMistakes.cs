using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx.Mapping;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>What went wrong with a node, as a diagnostic that begins with its place in the file.</summary>
internal static class NodeMistakes
{
    public static CompilerDiagnostic Of(OnnxPlace place, Exception exception) => Mistake.NodeUnsupported.At(
        DiagnosticTarget.Model, place, exception switch
        {
            MappingException => exception.Message,
            OverflowException => "has numbers that are too large",
            _ => $"holds a tensor that cannot be read: {exception.Message}",
        });

    /// <summary>The compiler's diagnostic on a layer that the node became: it begins with the layer, which nobody has seen.</summary>
    public static CompilerDiagnostic Of(OnnxPlace place, CompilerDiagnostic diagnostic) =>
        diagnostic.Description.At(DiagnosticTarget.Model, [place, .. diagnostic.Arguments.Skip(1)]);
}
