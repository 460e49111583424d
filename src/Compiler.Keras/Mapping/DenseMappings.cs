using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Keras.Import;
using ModelCompiler.Compiler.Keras.Weights;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Dense and Embedding.</summary>
internal static class DenseMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("Dense", "", Dense),
        LayerMapping.Of("Embedding", "No mask_zero: nothing behind it would know of the mask.", Embedding),
    ];

    public static KerasTensor Dense(LayerCall layer)
    {
        var (input, units) = (layer.Input, layer.Options.Count("units"));
        if (input.Rank < 2)
            throw layer.Misfit("its input has no features");
        var hasBias = layer.Options.Flag("use_bias", true);
        var activation = layer.Activation("activation");
        var kernel = layer.Weight("kernel", input.Features, units);
        return input switch
        {
            { Rank: 2 } => layer.FollowedBy(OfVector(), activation),
            { Order: AxisOrder.ChannelsFirst, Rank: <= 4 } => layer.FollowedBy(OfImage(), activation),
            _ => layer.Apply(activation, KerasTensor.AsKeras(OfMatrix())),
        };

        KerasTensor OfVector()
        {
            AddWeights(FeatureOrder(kernel, input).Transpose(1, 0));
            return KerasTensor.AsKeras(layer.Add(
                "Dense", [input.Wire], [("units", units), ("bias", hasBias), .. activation.AsProperties()]));
        }

        // A dense layer over the channels of an image is a convolution of 1×1.
        KerasTensor OfImage()
        {
            AddWeights(kernel.Transpose(1, 0).Reshape(units, input.Features, 1, 1));
            return KerasTensor.ChannelsFirst(
                layer.Add("Conv2D", [input.Wire], [("filters", units), ("kernel", 1), ("bias", hasBias), .. activation.AsProperties()]),
                input.Rank);
        }

        Wire OfMatrix()
        {
            var product = layer.Operator("product", "MatMul", [layer.ToKeras(input), layer.Constant("weight", kernel)]);
            return hasBias ? layer.Operator("sum", "Add", [product, layer.Constant("bias", layer.Weight("bias", units))]) : product;
        }

        void AddWeights(LayerTensor weight)
        {
            layer.AddWeight(".weight", weight);
            if (hasBias)
                layer.AddWeight(".bias", layer.Weight("bias", units));
        }
    }

    /// <summary>A tensor whose first axis are the features of Keras, in the order in which they lie.</summary>
    public static LayerTensor FeatureOrder(LayerTensor tensor, KerasTensor input)
    {
        if (input.Order != AxisOrder.Flattened)
            return tensor;
        var (channels, positions) = input.Flat;
        var rest = tensor.Shape[1..];
        int[] order = [1, 0, .. Enumerable.Range(2, rest.Length)];
        return tensor.Reshape([positions, channels, .. rest]).Transpose(order).Reshape([tensor.Shape[0], .. rest]);
    }

    private static KerasTensor Embedding(LayerCall layer)
    {
        var (rows, size) = (layer.Options.Count("input_dim"), layer.Options.Count("output_dim"));
        if (layer.Options.Flag("mask_zero", false))
            throw layer.Options.Unsupported("mask_zero", "false");
        var indices = layer.ToKeras(layer.Input);
        if (indices.Element == ElementType.Float32)
            indices = layer.Operator("indices", "Cast", [indices], ("to", "Int32"));
        var table = layer.Constant("table", layer.Weight("embeddings", rows, size));
        return KerasTensor.AsKeras(layer.Operator("embedding", "Gather", [table, indices], ("axis", 0)));
    }
}
