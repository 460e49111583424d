using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>An ONNX model in the compiler's words.</summary>
/// <param name="Definition">
/// The layers, under the names of the values in the file; inputs and outputs have exactly these, in the order of the file.
/// </param>
/// <param name="Weights">The tensors that layers of kind <c>onnx.Constant</c> find under their names.</param>
/// <param name="BoundInputs">Inputs that became constants, in the order of the file.</param>
/// <param name="Places">For each layer the node that it comes from; null for inputs and constants.</param>
internal sealed record ImportedModel(
    ModelDefinition Definition,
    IReadOnlyList<ImportedTensor> Weights,
    IReadOnlyList<string> BoundInputs,
    IReadOnlyList<OnnxPlace?> Places);
