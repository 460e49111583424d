using System.Runtime.InteropServices;

namespace KeywordSpotting;

/// <summary>Inputs of the network and what ONNX Runtime computes for them: pairs of 490 and 12 floats.</summary>
internal static class ReferenceOutputs
{
    /// <summary>Runs all inputs. Returns how many there are and by how much a probability differs at most.</summary>
    public static (int Count, float LargestDifference) Compare(string path)
    {
        const int Length = DsCnn.InputLength + DsCnn.OutputLength;
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path));
        using var network = new DsCnn();
        Span<float> probabilities = stackalloc float[DsCnn.OutputLength];
        var difference = 0f;
        for (var start = 0; start < values.Length; start += Length)
        {
            network.Run(values.Slice(start, DsCnn.InputLength), probabilities);
            for (var i = 0; i < probabilities.Length; i++)
                difference = Math.Max(difference, Math.Abs(probabilities[i] - values[start + DsCnn.InputLength + i]));
        }
        return (values.Length / Length, difference);
    }
}
