using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Reference;
using ModelCompiler.Testing.Reference.Functions;

namespace ModelCompiler.Tests.Building;

/// <summary>Activations, normalisations, attention, recurrent layers and blocks.</summary>
internal sealed partial class LayerDefinitions
{
    private Tensor EvaluateFeatures(IReadOnlyList<Tensor> operands) => layer.Kind switch
    {
        "PReLU" => ParametricRelu(),
        "SELU" => Map(v => 1.0507009873554805 * (v > 0 ? v : 1.6732632423543772 * (Math.Exp(v) - 1))),
        "CELU" => Map(v => Math.Max(0, v) + Math.Min(0, Number("alpha", 1) * (Math.Exp(v / Number("alpha", 1)) - 1))),
        "GELU" => Map(v => Text("approximate", "None") == "None"
            ? 0.5 * v * (1 + ExactFunctions.Erf(v / Math.Sqrt(2)))
            : 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v))))),
        "Mish" => Map(v => v * Math.Tanh(Math.Log(1 + Math.Exp(v)))),
        "Softplus" => Map(v => Math.Log(1 + Math.Exp(v))),
        "Softsign" => Map(v => v / (1 + Math.Abs(v))),
        "ThresholdedReLU" => Map(v => v > Number("alpha", 1) ? v : 0),
        "HardTanh" => Map(v => Math.Max(Number("minimum", -1), Math.Min(Number("maximum", 1), v))),
        "ScaledTanh" => Map(v => Number("alpha", 1.7159) * Math.Tanh(Number("beta", 2.0 / 3) * v)),
        "Shrink" => Map(v => v > Number("lambda", 0.5) ? v - Number("bias", 0) : v < -Number("lambda", 0.5) ? v + Number("bias", 0) : 0),
        "Softmax" => AlongAxis(line => [.. line.Select(v => Math.Exp(v) / line.Sum(Math.Exp))]),
        "LogSoftmax" => AlongAxis(line => [.. line.Select(v => v - Math.Log(line.Sum(Math.Exp)))]),
        "Hardmax" => AlongAxis(line => [.. line.Select((_, i) => i == Array.IndexOf(line, line.Max()) ? 1.0 : 0)]),
        "LayerNormalization" => NormalizeFromAxis(Standardize, "bias"),
        "RmsNormalization" => NormalizeFromAxis(values =>
            [.. values.Select(v => v / Math.Sqrt(values.Average(other => other * other) + Number("epsilon", 1e-5)))], null),
        "InstanceNormalization" => NormalizeChannels(Channels),
        "GroupNormalization" => NormalizeChannels(Integer("groups")),
        "Embedding" => Embedding(Integer("rows"), Integer("features")),
        "Bilinear" => Bilinear(operands[0], operands[1]),
        "PositionalEncoding" => Fill([.. x.Shape.Dimensions], i => x[i] + (i[2] % 2 == 0
            ? Math.Sin(i[1] / Math.Pow(10000, i[2] / (double)x.Shape[2])) : Math.Cos(i[1] / Math.Pow(10000, (i[2] - 1) / (double)x.Shape[2])))),
        "SelfAttention2D" => SelfAttention(),
        "MultiHeadAttention" => MultiHeadAttention(
            x, operands.Count > 1 ? operands[1] : x, operands.Count > 0 ? operands[operands.Count - 1] : x),
        "RNN" => Recurrent(1, RnnStep),
        "GRU" => Recurrent(3, GruStep),
        "LSTM" => Recurrent(4, LstmStep),
        "Residual" => Residual(Integer("filters"), Normalized(
            Normalized(x, "conv1", "bn1", Integer("filters"), 3, "ReLU", Integer("stride")), "conv2", "bn2", Integer("filters"), 3)),
        "Bottleneck" => Bottleneck(),
        "InvertedResidual" => InvertedResidual(),
        "Inception" => Inception(),
        "DenseBlock" => DenseBlock(),
        _ => throw new InvalidOperationException($"No definition of {layer.Kind}."),
    };

    private double Number(string property, double fallback) =>
        layer.Properties.FirstOrDefault(p => p.Name == property)?.Value is PropertyValue.Numbers { Values: [var written] } ? written : fallback;

    private Tensor Map(Func<double, double> function) => x with { Data = [.. x.Data.Select(function)] };

    private Tensor ParametricRelu()
    {
        var slopes = Stored("weight", WeightRole.Shift, Flag("perChannel") ? Channels : 1);
        return Fill([.. x.Shape.Dimensions], i => x[i] >= 0 ? x[i] : x[i] * slopes[slopes.Length == 1 ? 0 : i[1]]);
    }

    private int AxisOf(int fallback) => Integer("axis", fallback) is var axis && axis < 0 ? axis + x.Shape.Rank : axis;

    private Tensor AlongAxis(Func<double[], double[]> function)
    {
        var axis = AxisOf(1);
        return Fill([.. x.Shape.Dimensions], i =>
        {
            var line = Enumerable.Range(0, x.Shape[axis]).Select(k => x[[.. i[..axis], k, .. i[(axis + 1)..]]]).ToArray();
            return function(line)[i[axis]];
        });
    }

    private double[] Standardize(double[] values)
    {
        var mean = values.Average();
        var variance = values.Average(v => (v - mean) * (v - mean));
        return [.. values.Select(v => (v - mean) / Math.Sqrt(variance + Number("epsilon", 1e-5)))];
    }

    private double[] Factors(string part, WeightRole role, double otherwise, params int[] shape) => Flag("affine", true)
        ? Stored(part, role, shape) : [.. Enumerable.Repeat(otherwise, shape.Aggregate(1, (product, size) => product * size))];

    /// <summary>Groups of neighbouring elements: all from one axis on.</summary>
    private Tensor NormalizeFromAxis(Func<double[], double[]> normalize, string? shift)
    {
        int[] shape = [.. x.Shape.Dimensions.Skip(AxisOf(-1))];
        var (gamma, size) = (Factors("weight", WeightRole.Scale, 1, shape), shape.Aggregate(1, (product, length) => product * length));
        var beta = shift is null ? new double[size] : Factors(shift, WeightRole.Shift, 0, shape);
        return x with { Data = [.. x.Data.Chunk(size).SelectMany(group => normalize(group).Select((v, i) => (v * gamma[i]) + beta[i]))] };
    }

    /// <summary>Channels of a group lie behind each other.</summary>
    private Tensor NormalizeChannels(int groups)
    {
        var (gamma, beta) = (Factors("weight", WeightRole.Scale, 1, Channels), Factors("bias", WeightRole.Shift, 0, Channels));
        var positions = Sizes.Aggregate(1, (product, length) => product * length);
        var size = Channels / groups * positions;
        var standard = x.Data.Chunk(size).SelectMany(Standardize);
        return x with { Data = [.. standard.Select((v, i) => (v * gamma[i / positions % Channels]) + beta[i / positions % Channels])] };
    }

    private Tensor Embedding(int rows, int features)
    {
        var table = Stored("weight", WeightRole.Filters, rows, features);
        return Fill([.. x.Shape.Dimensions, features], i => table[((int)Math.Clamp(x[i[..^1]], 0, rows - 1) * features) + i[^1]]);
    }

    private Tensor Bilinear(Tensor a, Tensor b)
    {
        var (units, rows, columns) = (Integer("units"), a.Shape[1], b.Shape[1]);
        var (w, bias) = (Stored("weight", WeightRole.Filters, units, rows, columns), Bias("bias", units));
        return Activate(Fill([a.Shape[0], units], i => (bias?[i[1]] ?? 0) + Enumerable.Range(0, rows).Sum(r =>
            Enumerable.Range(0, columns).Sum(c => a[i[0], r] * w[(((i[1] * rows) + r) * columns) + c] * b[i[0], c]))));
    }

    /// <summary>The formulas of SAGAN with their names: β_ji, o_j.</summary>
    private Tensor SelfAttention()
    {
        var channels = Integer("channels", Math.Max(1, Channels / 8));
        var values = Integer("valueChannels", channels);
        var places = Positions(Sizes).ToArray();
        var (f, g, h) = (Pointwise("f", x, channels), Pointwise("g", x, channels), Pointwise("h", x, values));
        var o = Fill([x.Shape[0], values, .. Sizes], i =>
        {
            var scores = places.Select(place => Enumerable.Range(0, channels).Sum(c => At(f, i[0], c, place) * At(g, i[0], c, i[2..]))).ToArray();
            return places.Select((place, k) => Math.Exp(scores[k]) * At(h, i[0], i[1], place)).Sum() / scores.Sum(Math.Exp);
        });
        var (v, gamma) = (Pointwise("v", o, Channels), Stored("gamma", WeightRole.Scale, 1)[0]);
        return Fill([.. x.Shape.Dimensions], i => (gamma * v[i]) + x[i]);

        Tensor Pointwise(string part, Tensor input, int filters) =>
            this.Pointwise(input, part + ".weight", filters, Bias(part + ".bias", filters));
    }

    private Tensor MultiHeadAttention(Tensor query, Tensor key, Tensor value)
    {
        var (features, heads) = (x.Shape[2], Integer("heads"));
        var size = features / heads;
        var (inside, insideBias) = (Stored("in_proj_weight", WeightRole.Filters, 3 * features, features), Bias("in_proj_bias", 3 * features));
        var (outside, outsideBias) = (Stored("out_proj.weight", WeightRole.Filters, features, features), Bias("out_proj.bias", features));
        var (q, k, v) = (Linear(query, inside, insideBias, 0), Linear(key, inside, insideBias, 1), Linear(value, inside, insideBias, 2));
        var attended = Fill([.. x.Shape.Dimensions], i =>
        {
            var first = i[2] / size * size;
            var seen = Flag("causal") ? Math.Min(k.Shape[1], i[1] + 1) : k.Shape[1];
            var powers = Enumerable.Range(0, seen).Select(step => Math.Exp(Enumerable.Range(first, size)
                .Sum(c => q[i[0], i[1], c] * k[i[0], step, c]) / Math.Sqrt(size))).ToArray();
            return powers.Select((power, step) => power * v[i[0], step, i[2]]).Sum() / powers.Sum();
        });
        return Linear(attended, outside, outsideBias, 0);

        Tensor Linear(Tensor input, double[] w, double[]? b, int part) => Fill([.. input.Shape.Dimensions], i =>
        {
            var row = (part * features) + i[2];
            return (b?[row] ?? 0) + Enumerable.Range(0, features).Sum(c => w[(row * features) + c] * input[i[0], i[1], c]);
        });
    }

    /// <summary>One step of a recurrent layer.</summary>
    /// <param name="ofInput">W·x + b of each gate.</param>
    /// <param name="ofState">R·h + c of each gate.</param>
    private delegate void Step(double[][] ofInput, double[][] ofState, Func<Func<int, double>, double[][]> again, double[] hidden, double[] cell);

    private Tensor Recurrent(int gates, Step step)
    {
        var (units, steps, features) = (Integer("units"), x.Shape[1], x.Shape[2]);
        string[] suffixes = Text("direction", "Forward") == "Bidirectional" ? ["", "_reverse"] : [""];
        var isSequence = Flag("sequence");
        var result = Fill(isSequence ? [x.Shape[0], steps, suffixes.Length * units] : [x.Shape[0], suffixes.Length * units], _ => 0);
        for (var d = 0; d < suffixes.Length; d++)
        {
            var w = Stored("weight_ih_l0" + suffixes[d], WeightRole.Filters, gates * units, features);
            var r = Stored("weight_hh_l0" + suffixes[d], WeightRole.Filters, gates * units, units);
            var (b, c) = (Bias("bias_ih_l0" + suffixes[d], gates * units), Bias("bias_hh_l0" + suffixes[d], gates * units));
            for (var n = 0; n < x.Shape[0]; n++)
            {
                var (hidden, cell) = (new double[units], new double[units]);
                for (var taken = 0; taken < steps; taken++)
                {
                    var t = d == 1 || Text("direction", "Forward") == "Reverse" ? steps - 1 - taken : taken;
                    var before = hidden.ToArray();
                    step(
                        Product(w, features, k => x[n, t, k], b), Product(r, units, k => before[k], c),
                        vector => Product(r, units, vector, c), hidden, cell);
                    for (var u = 0; u < units; u++)
                        result.Data[Tensor.Offset(result.Shape, isSequence ? [n, t, (d * units) + u] : [n, (d * units) + u])] = hidden[u];
                }
            }
        }

        return result;

        double[][] Product(double[] matrix, int columns, Func<int, double> vector, double[]? bias) =>
            [.. matrix.Chunk(columns).Select((row, i) => row.Select((value, k) => value * vector(k)).Sum() + (bias?[i] ?? 0)).Chunk(units)];
    }

    private void RnnStep(double[][] ofInput, double[][] ofState, Func<Func<int, double>, double[][]> again, double[] hidden, double[] cell)
    {
        for (var u = 0; u < hidden.Length; u++)
            hidden[u] = ofInput[0][u] + ofState[0][u] is var sum && Text("nonlinearity", "Tanh") == "Tanh" ? Math.Tanh(sum) : Math.Max(0, sum);
    }

    private void GruStep(double[][] ofInput, double[][] ofState, Func<Func<int, double>, double[][]> again, double[] hidden, double[] cell)
    {
        double[] Gate(int gate) => [.. ofInput[gate].Zip(ofState[gate], (a, b) => Sigmoid(a + b))];
        var (r, z, before) = (Gate(0), Gate(1), hidden.ToArray());
        var reset = Flag("resetAfter", true) ? ofState[2].Zip(r, (value, gate) => value * gate).ToArray() : again(k => r[k] * before[k])[2];
        for (var u = 0; u < hidden.Length; u++)
            hidden[u] = ((1 - z[u]) * Math.Tanh(ofInput[2][u] + reset[u])) + (z[u] * before[u]);
    }

    private static void LstmStep(
        double[][] ofInput, double[][] ofState, Func<Func<int, double>, double[][]> again, double[] hidden, double[] cell)
    {
        for (var u = 0; u < hidden.Length; u++)
        {
            var (i, f, o) = (Sigmoid(Sum(0)), Sigmoid(Sum(1)), Sigmoid(Sum(3)));
            cell[u] = (f * cell[u]) + (i * Math.Tanh(Sum(2)));
            hidden[u] = o * Math.Tanh(cell[u]);

            double Sum(int gate) => ofInput[gate][u] + ofState[gate][u];
        }
    }

    private static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));
}
