using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Shapes;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// Convolutions of one, two and three axes on the kernels for images.
/// <list type="bullet">
/// <item>A sequence [N, C, L] is an image of one row; its elements lie where they lay.</item>
/// <item>A volume [N, C, D, H, W] becomes N·D′ images, one for each depth of the result, whose channels are those of the kD depths that the
/// filters see there. The filters [M, C/g, kD, kH, kW] are [M, C/g·kD, kH, kW] in the same order, so that one convolution of images with
/// kD times the channels does all the multiplications, and no other ones. Gathering the depths copies each element kD times, against
/// M·kH·kW multiply-adds that it takes part in.</item>
/// </list>
/// </summary>
internal static class ConvolutionKernels
{
    /// <summary>Whether there are kernels for a convolution of x with w.</summary>
    public static bool Exist(Value x, Value w, Value? bias) =>
        x is { IsConstant: false, Type.Element: ElementType.Float32, Shape: { Rank: 3 or 4 or 5, ElementCount: > 0 } }
        && w is { IsConstant: true, Shape.ElementCount: > 0 } && bias is null or { IsConstant: true };

    /// <summary>Adds the convolution; null if its shapes do not work out, which is reported.</summary>
    /// <param name="name">The name of the node that multiplies.</param>
    /// <param name="outputName">The name of the result.</param>
    /// <param name="conv">With attributes for as many axes as the operands have.</param>
    public static Value? Append(LayerContext layer, string name, string outputName, Conv conv, Value x, Value w, Value? bias)
    {
        if (x.Shape.Rank == 4)
            return layer.AppendPart(name, conv, Inputs(x, w, bias), outputName);
        return x.Shape.Rank == 3
            ? AppendRow(layer, name, outputName, conv, x, w, bias)
            : new VolumeConvolution(layer, conv, x, w).Append(name, outputName, bias);
    }

    public static Value[] Inputs(Value x, Value w, Value? bias) => bias is null ? [x, w] : [x, w, bias];

    /// <summary>A constant under another shape.</summary>
    public static Value Reshaped(LayerContext layer, Value constant, TensorShape shape) => constant.Known is { } known
        ? layer.AddConstant(known.Reshape(shape), constant.Name + "::image")
        : layer.AddConstant(new ReshapedTensor(constant.Constant!, shape), constant.Name + "::image");

    private static Value? AppendRow(LayerContext layer, string name, string outputName, Conv conv, Value x, Value w, Value? bias)
    {
        var row = conv with
        {
            Strides = [1, conv.Strides[0]], Pads = [0, conv.Pads[0], 0, conv.Pads[1]], Dilations = [1, conv.Dilations[0]],
        };
        var filters = Reshaped(layer, w, TensorShape.Of(w.Shape[0], w.Shape[1], 1, w.Shape[2]));
        return RowImages.Append(layer, name, outputName, row, x, image => Inputs(image, filters, bias));
    }
}

/// <summary>Sequences [N, C, L] as images of one row [N, C, 1, L]: the same elements in the same place.</summary>
internal static class RowImages
{
    /// <summary>Adds an operator on images; null if its shapes do not work out, which is reported.</summary>
    /// <param name="name">The name of the operator's node.</param>
    /// <param name="outputName">The name of the result, which is a sequence again.</param>
    /// <param name="inputs">The operands, from the image.</param>
    public static Value? Append(LayerContext layer, string name, string outputName, Op op, Value x, Func<Value, Value?[]> inputs)
    {
        var image = layer.AppendPart(name + "::image", new Reshape(TensorShape.Of(x.Shape[0], x.Shape[1], 1, x.Shape[2])), [x]);
        var row = image is null ? null : layer.AppendPart(name, op, inputs(image), name + "::row");
        return row is null
            ? null
            : layer.AppendPart(
                name + "::row", new Reshape(TensorShape.Of(row.Shape[0], row.Shape[1], row.Shape[3])), [row], outputName);
    }
}

/// <summary>A convolution of volumes as one of images.</summary>
internal sealed class VolumeConvolution(LayerContext layer, Conv conv, Value x, Value w)
{
    private readonly int _kernel = w.Shape[2];
    private readonly WindowAxis _depth = new(x.Shape[2], w.Shape[2], conv.Strides[0], conv.Pads[0], conv.Pads[3], conv.Dilations[0]);

    public Value? Append(string name, string outputName, Value? bias)
    {
        if (!_depth.Fits)
            throw new InvalidOperationException($"{name} was not checked: its window is deeper than its input.");
        var depth = (int)_depth.OutputSize(ceilMode: false);
        var (batch, channels) = (x.Shape[0], x.Shape[1]);
        if (!SizeLimits.Allow([batch, depth, channels, _kernel, x.Shape[3], x.Shape[4]]))
            return Report(name, [(long)batch * depth, (long)channels * _kernel, x.Shape[3], x.Shape[4]]);
        var frames = layer.AppendNestPart(
            "frames", "Frames", TensorType.Float(batch * depth, channels * _kernel, x.Shape[3], x.Shape[4]), Frame(depth), x);
        var filters = ConvolutionKernels.Reshaped(
            layer, w, TensorShape.Of(w.Shape[0], w.Shape[1] * _kernel, w.Shape[3], w.Shape[4]));
        var images = conv with
        {
            Strides = [conv.Strides[1], conv.Strides[2]], Dilations = [conv.Dilations[1], conv.Dilations[2]],
            Pads = [conv.Pads[1], conv.Pads[2], conv.Pads[4], conv.Pads[5]],
        };
        var result = frames is null
            ? null : layer.AppendPart(name, images, ConvolutionKernels.Inputs(frames, filters, bias), name + "::images");
        return result is null ? null : Stack(result, depth, name, outputName);
    }

    /// <summary>The element of the images: channel c·kD + k is depth d·stride − pad + k·dilation of channel c.</summary>
    private Expression Frame(int depth)
    {
        var (batch, position) = depth == 1 ? (Formula.Index(0), 0)
            : x.Shape[0] == 1 ? (0, Formula.Index(0)) : (Formula.Index(0) / depth, Formula.Index(0) % depth);
        var (channel, tap) = _kernel == 1 ? (Formula.Index(1), 0) : (Formula.Index(1) / _kernel, Formula.Index(1) % _kernel);
        var source = (position * _depth.Stride) - _depth.PadBegin + (tap * _depth.Dilation);
        var inside = Formula.True;
        if (_depth.PadBegin > 0)
            inside = Formula.AtLeast(source, 0);
        if (_depth.PadEnd > 0)
            inside = Formula.And(inside, Formula.Less(source, _depth.Input));
        var element = Formula.Load(0, ElementType.Float32, [batch, channel, source, Formula.Index(2), Formula.Index(3)]);
        return Formula.Select(inside, element, Formula.Number(0));
    }

    private Value? Stack(Value images, int depth, string name, string outputName)
    {
        var (filters, height, width) = (images.Shape[1], images.Shape[2], images.Shape[3]);
        var shape = TensorShape.Of(x.Shape[0], filters, depth, height, width);
        if (depth == 1)
            return layer.AppendPart(name + "::images", new Reshape(shape), [images], outputName);
        var frame = x.Shape[0] == 1 ? Formula.Index(2) : (Formula.Index(0) * depth) + Formula.Index(2);
        var body = Formula.Load(0, ElementType.Float32, [frame, Formula.Index(1), Formula.Index(3), Formula.Index(4)]);
        return layer.AppendPart(
            name + "::images", new Compute("Volume", new TensorType(ElementType.Float32, shape), body), [images], outputName);
    }

    private Value? Report(string name, EquatableArray<long> dimensions)
    {
        layer.Reader.Report(Diagnostics.DiagnosticCatalog.TensorTooLarge, null, name + "::frames", dimensions, SizeLimits.MaximumElements);
        return null;
    }
}
