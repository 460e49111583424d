using System.Globalization;
using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>What a file declares about a tensor.</summary>
/// <param name="ElementType">Undefined where the exporter did not know it, which inputs of a model must say.</param>
/// <param name="Dimensions">Null where not even the rank is known.</param>
internal sealed record OnnxValueInfo(
    string Name, OnnxElementType ElementType, EquatableArray<OnnxDimension>? Dimensions)
{
    /// <summary>The type as messages write it: <c>float32[N,3,224,224]</c>.</summary>
    public string TypeText =>
        ElementType.Name() + (Dimensions is { } dimensions ? $"[{string.Join(",", dimensions)}]" : " of any shape");
}

/// <summary>A dimension: a number, a symbol such as <c>batch</c>, or (the default) unknown.</summary>
internal readonly record struct OnnxDimension
{
    /// <summary>The number, not negative; null if it is not known.</summary>
    public long? Value { get; private init; }

    /// <summary>The symbol; null if there is none. Dimensions of the same symbol are equal.</summary>
    public string? Symbol { get; private init; }

    public static OnnxDimension Of(long value) => new() { Value = value };

    public static OnnxDimension Of(string symbol) => new() { Symbol = symbol };

    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
