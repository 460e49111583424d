namespace ModelCompiler.Tests.Models;

/// <summary>Small models as files write them.</summary>
internal static class Json
{
    /// <summary>A sequential model of Keras 3, a layer on a line; the first stands on line 2.</summary>
    public static string Sequential(params string[] layers) => $$"""
        { "module": "keras", "class_name": "Sequential", "config": { "name": "sequential", "layers": [
        {{string.Join(",\n", layers)}}
        ] } }
        """;

    /// <summary>A functional model of Keras 2, a layer on a line; the first stands on line 2.</summary>
    public static string Functional(string inputs, string outputs, params string[] layers) => $$"""
        { "class_name": "Functional", "keras_version": "2.15.0", "config": { "name": "model", "layers": [
        {{string.Join(",\n", layers)}}
        ], "input_layers": {{inputs}}, "output_layers": {{outputs}} } }
        """;

    public static string Input(string shape, string name = "input_1") =>
        $$"""{ "class_name": "InputLayer", "name": "{{name}}", "config": { "batch_shape": [null, {{shape}}], "dtype": "float32", "name": "{{name}}" }, "inbound_nodes": [] }""";

    /// <param name="options">Members of the layer's config.</param>
    /// <param name="calls">What the layer is applied to; null in a sequential model.</param>
    public static string Layer(string className, string name, string options = "", string? calls = null) =>
        $$"""{ "class_name": "{{className}}", "name": "{{name}}", "config": { "name": "{{name}}"{{(options.Length > 0 ? ", " + options : "")}} }, "inbound_nodes": {{calls ?? "[]"}} }""";

    public static string Dense(string name, int units, string? calls = null) =>
        Layer("Dense", name, $"\"units\": {units}, \"use_bias\": false", calls);
}
