using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx.Mapping;
using ModelCompiler.Compiler.Weights;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>
/// Layers for the constants that other layers read: single floats and all integers stand in the layer, other floats in the weight
/// file. Equal constants become one layer.
/// </summary>
/// <param name="sources">The tensors of the file that constants are, unchanged.</param>
/// <param name="shorts">The constants that are kept as numbers of bfloat16.</param>
internal sealed class ConstantLayers(
    IReadOnlyDictionary<TensorData, OnnxTensor> sources, IReadOnlySet<TensorData> shorts, UniqueNames names, MistakeList mistakes)
{
    private const string Kind = LayerSchema.OperatorPrefix + "Constant";

    // Masks, tables of indices. A layer's text is read by the generator, which is no place for megabytes.
    private const int MaximumInText = 1 << 20;

    private readonly Dictionary<TensorData, string> _names = new(TensorContent.Comparer);

    public List<ImportedTensor> Weights { get; } = [];

    /// <summary>The name of the constant's layer, which is added if there is none yet.</summary>
    /// <param name="layers">Where to add it.</param>
    public string NameOf(Value constant, List<LayerDefinition> layers)
    {
        var data = constant.Known!;
        if (_names.TryGetValue(data, out var known))
            return known;
        var name = _names[data] = names.Take(constant.Name);
        layers.Add(new LayerDefinition(Kind, name, [], Properties(name, data).ToEquatableArray()));
        return name;
    }

    private IEnumerable<LayerProperty> Properties(string name, TensorData data)
    {
        yield return new("shape", new PropertyValue.Integers(data.Shape.Dimensions.Select(dimension => (long)dimension).ToEquatableArray()));
        if (data.Type.Element != ElementType.Float32)
        {
            yield return new("element", new PropertyValue.Text(data.Type.Element.ToString()));
            if (IsShort(name, data, "integers or truth values"))
                yield return new("integers", new PropertyValue.Integers(new(data.Integers)));
            yield break;
        }

        var isFinite = Array.TrueForAll(data.Floats, float.IsFinite);
        if (isFinite && shorts.Contains(data))
        {
            Weights.Add(new ImportedTensor(name, StoredFormat.BF16, data.Shape, EncodeShort(data.Floats)));
            yield return new("short", new PropertyValue.Flag(true));
        }
        else if (isFinite && data.Count != 1)
            AddWeight(name, data);
        else if (isFinite || IsShort(name, data, "numbers that are not finite"))
            yield return Array.Exists(data.Floats, float.IsNaN)
                ? new("bits", new PropertyValue.Integers(data.Floats.Select(value => (long)BitConverter.SingleToInt32Bits(value)).ToEquatableArray()))
                : new("values", new PropertyValue.Numbers(data.Floats.Select(InText).ToEquatableArray()));
    }

    private bool IsShort(string name, TensorData data, string what)
    {
        if (data.Count > MaximumInText)
            mistakes.Report(Mistake.ConstantUnsupported, name, data.Count, what, MaximumInText);
        return data.Count <= MaximumInText;
    }

    /// <summary>The number as layers write it: JSON has no infinity, but numbers beyond the range of float.</summary>
    private static double InText(float value) =>
        float.IsInfinity(value) ? Math.Sign(value) * LayerSchema.BeyondFloat : ImportSession.Shortest(value);

    private void AddWeight(string name, TensorData data)
    {
        if (data.Count == 0)
            return;
        var stored = sources.GetValueOrDefault(data);
        StoredFormat? format = stored?.ElementType switch
        {
            OnnxElementType.Float32 => StoredFormat.F32,
            OnnxElementType.Float16 => StoredFormat.F16,
            OnnxElementType.BFloat16 => StoredFormat.BF16,
            _ => null,
        };
        Weights.Add(format is { } same
            ? new ImportedTensor(name, same, data.Shape, stored!.Bytes)
            : new ImportedTensor(name, StoredFormat.F32, data.Shape, Encode(data.Floats)));
    }

    /// <summary>The upper halves of the floats.</summary>
    private static byte[] EncodeShort(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(ushort)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * sizeof(ushort)), (ushort)(BitConverter.SingleToUInt32Bits(values[i]) >> 16));
        return bytes;
    }

    private static byte[] Encode(float[] values)
    {
        var bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        if (!BitConverter.IsLittleEndian)
            for (var i = 0; i < bytes.Length; i += sizeof(float))
                bytes.AsSpan(i, sizeof(float)).Reverse();
        return bytes;
    }
}
