namespace ModelCompiler.Tests.Driver;

/// <summary>Weight manifests as the import step writes them.</summary>
internal static class Manifests
{
    /// <summary>The weights of one dense layer dense1, all of one value.</summary>
    public static string Dense(string source, int units, int features, float value = 0.5f) => $$"""
        {
          "format": "modelcompiler-weights/1",
          "source": "{{source}}",
          "checksum": "{{units}}-{{features}}-{{value}}",
          "tensors": [
            { "name": "dense1.weight", "type": "F32", "shape": [{{units}}, {{features}}], "data": "{{Encode(value, units * features)}}" },
            { "name": "dense1.bias", "type": "F32", "shape": [{{units}}], "data": "{{Encode(value, units)}}" }
          ]
        }
        """;

    private static string Encode(float value, int count) => Convert.ToBase64String(
        [.. Enumerable.Repeat(BitConverter.GetBytes(value), count).SelectMany(bytes => bytes)]);
}
