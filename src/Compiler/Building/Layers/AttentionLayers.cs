using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Attention with the matrices around it.</summary>
internal static class AttentionLayers
{
    /// <summary>
    /// γ·v(h(x)·softmax(f(x)ᵀ·g(x))) + x over all positions of an image, f, g, h and v being pointwise convolutions (Zhang 2018, SAGAN):
    /// Attention whose queries are g(x), keys f(x) and values h(x).
    /// </summary>
    public static Value? OverImage(LayerContext layer)
    {
        var reader = layer.Reader;
        if (!layer.RequireImage())
            return null;
        var (x, shape) = (layer.Operand, layer.Operand.Shape);
        var channels = reader.Integer("channels", Math.Max(1, shape[1] / 8));
        var valueChannels = reader.Integer("valueChannels", channels);
        var hasBias = reader.Flag("bias", true);
        var gamma = layer.Weight(layer.Name + ".gamma", WeightRole.Scale, 1);
        if (reader.HasErrors
            || Positions("f", channels) is not { } keys || Positions("g", channels) is not { } queries
            || Positions("h", valueChannels) is not { } values)
            return null;
        var attended = layer.AppendOperator(
            "attention", "Attention", [queries, keys, values], OperatorProperties.Of("scale", 1.0));
        var columns = attended is null
            ? null : layer.AppendOperator("columns", "Transpose", [attended], OperatorProperties.Of("perm", [0, 1, 3, 2]));
        var image = columns is null ? null : layer.AppendPart(
            layer.PartName("image"), new Reshape(TensorShape.Of(shape[0], valueChannels, shape[2], shape[3])), [columns]);
        var mapped = image is null ? null : Convolve("v", image, shape[1]);
        if (mapped is null || gamma is null)
            return null;
        var indices = Formula.Indices(4);
        return layer.AppendNest(
            "SelfAttention", x.Type, (gamma.At(2, [0]) * mapped.At(1, indices)) + x.At(0, indices), x, mapped, gamma);

        Value? Convolve(string part, Value input, int filters) => ConvolutionLayers.Append(
            layer, LayerParts.Of(layer.Name, part), SlidingWindow.Pointwise(2), 1, filters, hasBias, input);

        // [N, C, H, W] as one head of positions: [N, 1, H·W, C].
        Value? Positions(string part, int filters)
        {
            var map = Convolve(part, x, filters);
            var row = map is null ? null : layer.AppendPart(
                layer.PartName(part + ".row"), new Reshape(TensorShape.Of(shape[0], 1, filters, shape[2] * shape[3])), [map]);
            return row is null
                ? null : layer.AppendOperator(part + ".positions", "Transpose", [row], OperatorProperties.Of("perm", [0, 1, 3, 2]));
        }
    }

    /// <summary>
    /// Of one layer, queries, keys and values are its own; of two, keys and values are of the second. Weights are named and joined as
    /// in PyTorch.
    /// </summary>
    public static Value? MultiHead(LayerContext layer)
    {
        var reader = layer.Reader;
        var heads = reader.Integer("heads");
        var (hasBias, isCausal) = (reader.Flag("bias", true), reader.Flag("causal", false));
        if (!layer.RequireSteps())
            return null;
        var query = layer.Operand;
        var key = layer.Operands[Math.Min(1, layer.Operands.Count - 1)];
        var value = layer.Operands[layer.Operands.Count - 1];
        var features = query.Shape[2];
        if (features % heads != 0)
            reader.Report(DiagnosticCatalog.HeadsDoNotDivideFeatures, "heads", query.Name, features, heads);
        if (key.Shape[2] != features || value.Shape[2] != features || key.Shape[1] != value.Shape[1])
            reader.Report(
                DiagnosticCatalog.AttentionOperandsDiffer, null, query.Name, query.Shape, key.Name, key.Shape, value.Name, value.Shape);
        if (reader.HasErrors
            || layer.Weight(layer.Name + ".in_proj_weight", WeightRole.Filters, 3L * features, features) is not { } weights)
            return null;
        var biases = hasBias ? layer.Weight(layer.Name + ".in_proj_bias", WeightRole.Bias, 3L * features) : null;
        if (Project("query", 0, query) is not { } queries || Project("key", 1, key) is not { } keys
            || Project("value", 2, value) is not { } values)
            return null;
        var attended = layer.AppendOperator(
            "attention", "Attention", [queries, keys, values], OperatorProperties.Of("q_num_heads", heads),
            OperatorProperties.Of("kv_num_heads", heads), OperatorProperties.Of("is_causal", isCausal));
        return attended is null ? null : Multiply(
            null, attended, layer.Weight(layer.Name + ".out_proj.weight", WeightRole.Filters, features, features),
            hasBias ? layer.Weight(layer.Name + ".out_proj.bias", WeightRole.Bias, features) : null);

        Value? Project(string part, int number, Value input) => Multiply(
            part, input, Rows(weights, part + ".weight", number, TensorShape.Of(features, features)),
            biases is null ? null : Rows(biases, part + ".bias", number, TensorShape.Of(features)));

        // One of the three parts that a weight holds below each other.
        Value? Rows(Value joined, string part, int number, TensorShape shape)
        {
            var count = (int)shape.ElementCount;
            return layer.AddJoined(part, shape, [new TensorRun((StoredTensor)joined.Constant!, number * count, count)]);
        }

        // A matrix times each step.
        Value? Multiply(string? part, Value input, Value? weight, Value? bias)
        {
            var matrix = layer.AppendPart(
                layer.PartName((part ?? "result") + ".steps"), new Reshape(TensorShape.Of(input.Shape[0] * input.Shape[1], features)), [input]);
            var product = matrix is null || weight is null ? null : layer.AppendOperator(
                (part ?? "result") + ".product", "Gemm", bias is null ? [matrix, weight] : [matrix, weight, bias],
                OperatorProperties.Of("transB", true));
            return product is null ? null : layer.AppendPart(layer.PartName(part), new Reshape(input.Shape), [product]);
        }
    }
}
