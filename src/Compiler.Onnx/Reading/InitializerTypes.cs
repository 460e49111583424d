using ModelCompiler.Compiler.Collections;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Compares initializers with the inputs of the same names.</summary>
internal static class InitializerTypes
{
    public static void Check(
        EquatableArray<OnnxTensor> initializers, EquatableArray<OnnxValueInfo> inputs, ReadContext context)
    {
        var declared = inputs.DistinctBy(input => input.Name).ToDictionary(input => input.Name, StringComparer.Ordinal);
        foreach (var tensor in initializers)
            if (declared.TryGetValue(tensor.Name, out var input) && !Fits(tensor, input))
                context.Report(Mistake.InitializerDiffers, tensor.Name, tensor.TypeText, input.TypeText);
    }

    private static bool Fits(OnnxTensor tensor, OnnxValueInfo input) =>
        (input.ElementType == OnnxElementType.Undefined || input.ElementType == tensor.ElementType)
        && (input.Dimensions is not { } dimensions
            || (dimensions.Count == tensor.Dimensions.Count
                && dimensions.Zip(tensor.Dimensions).All(pair => pair.First.Value is null || pair.First.Value == pair.Second)));
}
