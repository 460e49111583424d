using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Reference;

namespace ModelCompiler.Tests.Building;

/// <summary>Blocks.</summary>
internal sealed partial class LayerDefinitions
{
    private Tensor Convolved(Tensor input, string part, int filters, int kernel, int stride = 1, int group = 1, double[]? bias = null)
    {
        int[] Both(int value) => [value, value];
        var window = new WindowOf(Both(kernel), Both(stride), Both(1), Both(kernel / 2), Both(kernel / 2));
        return Conv(input, window, Weight(part + ".weight", filters, input.Shape[1] / group, Both(kernel)), group, bias);
    }

    private Tensor Normalized(Tensor input, string part, string activation = "None")
    {
        var c = input.Shape[1];
        var (gamma, beta) = (Stored(part + ".weight", WeightRole.Scale, c), Stored(part + ".bias", WeightRole.Shift, c));
        var (mean, variance) = (Stored(part + ".running_mean", WeightRole.Mean, c), Stored(part + ".running_var", WeightRole.Variance, c));
        var epsilon = Number("epsilon", layer.Kind == "Inception" ? 1e-3 : 1e-5);
        return Fill([.. input.Shape.Dimensions], i => Function(
            activation, ((input[i] - mean[i[1]]) / Math.Sqrt(variance[i[1]] + epsilon) * gamma[i[1]]) + beta[i[1]]));
    }

    private Tensor Normalized(
        Tensor input, string conv, string norm, int filters, int kernel, string activation = "None", int stride = 1, int group = 1) =>
        Normalized(Convolved(input, conv, filters, kernel, stride, group), norm, activation);

    private static double Function(string activation, double v) => activation switch
    {
        "ReLU" => Math.Max(0, v),
        "ReLU6" => Math.Clamp(v, 0, 6),
        "SiLU" => v * Sigmoid(v),
        "HardSwish" => v * Math.Clamp((v / 6) + 0.5, 0, 1),
        _ => v,
    };

    private static Tensor Sum(Tensor a, Tensor b, string activation) =>
        a with { Data = [.. a.Data.Zip(b.Data, (left, right) => Function(activation, left + right))] };

    private static Tensor Joined(params IReadOnlyList<Tensor> parts) => Fill(
        [parts[0].Shape[0], parts.Sum(part => part.Shape[1]), .. parts[0].Shape.Dimensions.Skip(2)], i =>
        {
            var channel = i[1];
            var number = 0;
            for (; channel >= parts[number].Shape[1]; number++)
                channel -= parts[number].Shape[1];
            return At(parts[number], i[0], channel, i[2..]);
        });

    private Tensor Residual(int filters, Tensor result) => Sum(
        result, Integer("stride") == 1 && filters == Channels
            ? x : Normalized(x, "downsample.0", "downsample.1", filters, 1, stride: Integer("stride")), "ReLU");

    private Tensor Bottleneck()
    {
        var (filters, results) = (Integer("filters"), Integer("filters") * Integer("expansion", 4));
        var first = Normalized(x, "conv1", "bn1", filters, 1, "ReLU");
        var second = Normalized(first, "conv2", "bn2", filters, 3, "ReLU", Integer("stride"), Integer("group"));
        return Residual(results, Normalized(second, "conv3", "bn3", results, 1));
    }

    private Tensor InvertedResidual()
    {
        var (activation, kernel, stride) = (Text("activation", "ReLU6"), Integer("kernel", 3), Integer("stride"));
        var hidden = (int)Math.Round(Channels * Number("expansion", 6));
        var isExpanded = Number("expansion", 6) != 1;
        var excites = Integer("squeeze", 0) > 0;
        var block = excites ? "block" : "conv";
        var first = isExpanded ? Normalized(x, $"{block}.0.0", $"{block}.0.1", hidden, 1, activation) : x;
        var result = (excites, isExpanded) switch
        {
            (true, true) => Excited("block.1", "block.2.", "block.3"),
            (true, false) => Excited("block.0", "block.1.", "block.2"),
            _ => Plain(),
        };
        return stride == 1 && Integer("filters") == Channels ? Sum(x, result, "None") : result;

        Tensor Excited(string depthwise, string factors, string projection) => Normalized(
            SqueezeExcite(Normalized(first, depthwise + ".0", depthwise + ".1", hidden, kernel, activation, stride, hidden), factors),
            projection + ".0", projection + ".1", Integer("filters"), 1);

        Tensor Plain() => isExpanded
            ? Normalized(Normalized(first, "conv.1.0", "conv.1.1", hidden, kernel, activation, stride, hidden), "conv.2", "conv.3", Integer("filters"), 1)
            : Normalized(Normalized(first, "conv.0.0", "conv.0.1", hidden, kernel, activation, stride, hidden), "conv.1", "conv.2", Integer("filters"), 1);
    }

    private Tensor Inception()
    {
        var filters = Integers("filters");
        int[] ones = [1, 1];
        var window = new WindowOf([3, 3], ones, ones, ones, ones);
        var pooled = Fill([.. x.Shape.Dimensions], i => Positions([3, 3])
            .Max(tap => Padded(x, i[0], i[1], window.Place(i[2..], tap), "Constant") ?? double.NegativeInfinity));
        return Joined(
            Unit(x, "branch1", filters[0], 1), Unit(Unit(x, "branch2.0", filters[1], 1), "branch2.1", filters[2], 3),
            Unit(Unit(x, "branch3.0", filters[3], 1), "branch3.1", filters[4], Integer("kernel", 5)), Unit(pooled, "branch4.1", filters[5], 1));

        Tensor Unit(Tensor input, string part, int count, int kernel)
        {
            if (Flag("batchNormalization", true))
                return Normalized(input, part + ".conv", part + ".bn", count, kernel, "ReLU");
            var result = Convolved(input, part + ".conv", count, kernel, bias: Stored(part + ".conv.bias", WeightRole.Bias, count));
            return result with { Data = [.. result.Data.Select(v => Math.Max(0, v))] };
        }
    }

    private Tensor DenseBlock()
    {
        var (growth, width) = (Integer("growth"), Integer("width", 4));
        List<Tensor> maps = [x];
        for (var i = 1; i <= Integer("layers"); i++)
        {
            var (part, input) = ($"denselayer{i}.", Joined(maps));
            var first = Convolved(Normalized(input, part + "norm1", "ReLU"), part + "conv1", width > 0 ? width * growth : growth, width > 0 ? 1 : 3);
            maps.Add(width > 0 ? Convolved(Normalized(first, part + "norm2", "ReLU"), part + "conv2", growth, 3) : first);
        }

        return Joined(maps);
    }
}
