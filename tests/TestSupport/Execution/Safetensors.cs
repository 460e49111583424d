using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Testing.Execution;

/// <summary>Writes test weights as a weight file.</summary>
internal static class Safetensors
{
    /// <summary>All tensors of a plan, in the element type given; values are rounded to it.</summary>
    public static byte[] Write(ExecutionPlan plan, StoredFormat format = StoredFormat.F32)
    {
        var header = new Dictionary<string, object>();
        using var data = new MemoryStream();
        foreach (var tensor in plan.StoredTensors)
        {
            var start = data.Length;
            foreach (var value in PlanWeights.Values(tensor))
                data.Write(Bytes(value, format));
            header[tensor.Name] = new
            {
                dtype = format.ToString(), shape = tensor.Shape.Dimensions.ToArray(), data_offsets = new[] { start, data.Length },
            };
        }
        var text = JsonSerializer.Serialize(header);
        text = text.PadRight((text.Length + 7) / 8 * 8);
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, Encoding.UTF8.GetByteCount(text));
        return [.. length, .. Encoding.UTF8.GetBytes(text), .. data.ToArray()];
    }

    private static byte[] Bytes(float value, StoredFormat format) => format switch
    {
        StoredFormat.F16 => BitConverter.GetBytes((Half)value),
        StoredFormat.BF16 => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)),
        _ => BitConverter.GetBytes(value),
    };
}
