using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>The layers of early convolutional networks that weigh whole maps.</summary>
internal static class MapLayers
{
    /// <summary>
    /// f(β·Σ x + b) over windows, with a β and a b for each map (LeCun 1998; Bouvrie 2006, 3.2). It is a depthwise convolution of which
    /// all taps of a map are the same number: its kernel adds the bias and applies the activation on the way.
    /// </summary>
    public static Value? Subsampling(LayerContext layer)
    {
        if (!layer.RequireImage())
            return null;
        var window = LayerWindow.ReadPool(layer, 2);
        var hasBias = layer.Reader.Flag("bias", true);
        var activation = Activations.Read(layer.Reader);
        var channels = layer.Operand.Shape[1];
        var bias = hasBias ? layer.Weight(layer.Name + ".bias", WeightRole.Bias, channels) : null;
        if (layer.Reader.HasErrors || !LayerWindow.Fits(layer, window, layer.Operand.Shape))
            return null;
        var (height, width) = (window.Kernel[0], window.Kernel[1]);
        if (!Shapes.SizeLimits.Allow([channels, height, width]))
            return layer.Weight(layer.Name + ".weight", WeightRole.Scale, channels, height, width);
        var factor = new StoredTensor(layer.Name + ".weight", TensorShape.Of(channels), WeightRole.Scale);
        var filters = layer.AddConstant(
            new RepeatedTensor(factor, height * width, TensorShape.Of(channels, 1, height, width)), "window");
        return ConvolutionLayers.Append(
            layer, layer.Name, window, channels, layer.Operand, filters, bias, activation);
    }

    /// <summary>
    /// f(Σᵢ αᵢⱼ·(xᵢ ∗ kᵢ) + bⱼ) with αⱼ = softmax(cⱼ) (Bouvrie 2006, 3.3): a depthwise convolution, then a pointwise one whose filters
    /// α are made of c when the weights are packed.
    /// </summary>
    public static Value? CombineMaps(LayerContext layer)
    {
        var reader = layer.Reader;
        var filters = reader.Integer("filters");
        if (!layer.RequireImage())
            return null;
        var window = LayerWindow.Read(layer, 2);
        var hasBias = reader.Flag("bias", true);
        var activation = Activations.Read(reader);
        var channels = layer.Operand.Shape[1];
        var weight = layer.Weight(
            layer.Name + ".weight", WeightRole.Filters, channels, 1, window.Kernel[0], window.Kernel[1]);
        var coefficients = layer.Weight(layer.Name + ".coefficients", WeightRole.Bias, filters, channels);
        var bias = hasBias ? layer.Weight(layer.Name + ".bias", WeightRole.Bias, filters) : null;
        if (LayerWindow.Pad(layer, window) is not var (input, padded))
            return null;
        var maps = ConvolutionLayers.Append(
            layer, LayerParts.Depthwise(layer.Name), padded, channels, input, weight!, bias: null);
        if (maps is null)
            return null;
        var shares = layer.AddConstant(
            new SoftmaxTensor(coefficients!.Constant!, channels, TensorShape.Of(filters, channels, 1, 1)), "shares");
        return ConvolutionLayers.Append(
            layer, layer.Name, SlidingWindow.Pointwise(2), 1, maps, shares, bias, activation);
    }
}
