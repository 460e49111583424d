using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Reference;

namespace ModelCompiler.Tests.Building;

/// <summary>One layer as plain loops in double precision.</summary>
internal sealed partial class LayerDefinitions(LayerDefinition layer, string name, Tensor x)
{
    private readonly int _rank = x.Shape.Rank - 2;

    private int[] Sizes => [.. x.Shape.Dimensions.Skip(2)];

    private int Channels => x.Shape[1];

    public Tensor Evaluate(IReadOnlyList<LayerDefinition> model, IReadOnlyList<Tensor> operands) => layer.Kind switch
    {
        "Conv1D" or "Conv2D" or "Conv3D" => Has("connections") ? Connected() : Activate(Conv(
            x, Window(), Weight("weight", Integer("filters"), Channels / Integer("group", 1)), Integer("group", 1), Bias("bias", Integer("filters")))),
        "DepthwiseConv1D" or "DepthwiseConv2D" => Activate(Depthwise("weight", Bias("bias", Channels * Integer("multiplier", 1)))),
        "SeparableConv1D" => Activate(Pointwise(
            Depthwise("depthwise.weight", null), "pointwise.weight", Integer("filters"), Bias("pointwise.bias", Integer("filters")))),
        "SpatiallySeparableConv2D" => SpatiallySeparable(),
        "ConvTranspose1D" or "ConvTranspose2D" or "ConvTranspose3D" => Activate(Transposed()),
        "CombineMaps" => CombineMaps(),
        "Rbf" => Rbf(),
        "Subsampling" => Subsampling(),
        "MaxPool1D" or "MaxPool3D" => Pool(values => values.Max()),
        "AveragePool1D" or "AveragePool3D" => Pool(values => values.Average(), Flag("countIncludePad")),
        "LpPool1D" or "LpPool2D" or "LpPool3D" => Pool(Norm),
        "GlobalLpPool" => Fill([.. x.Shape.Dimensions.Take(2), .. Sizes.Select(_ => 1)], i => Norm(Positions(Sizes).Select(p => At(x, i[0], i[1], p)))),
        "AdaptiveAveragePool" => Adaptive(values => values.Average()),
        "AdaptiveMaxPool" => Adaptive(values => values.Max()),
        "KMaxPool1D" => KMax(),
        "MaxUnpool2D" => Unpool(model[1], operands[0]),
        "Upsample" => Upsample(),
        "PixelShuffle" => PixelShuffle(Integer("factor")),
        "Pad" => Pad(),
        "Crop" => Crop(),
        "Slice" => Slice(),
        "Permute" => Permute([0, .. Integers("axes")]),
        "Squeeze" => new(TensorShape.Of([.. x.Shape.Dimensions.Where((_, axis) => axis != 2)]), x.Data),
        "Unsqueeze" => Unsqueeze(Integer("axis")),
        "Maxout" => Maxout(Integer("pieces")),
        "SqueezeExcite" => SqueezeExcite(x, ""),
        _ => EvaluateFeatures(operands),
    };

    private static Tensor Fill(int[] shape, Func<int[], double> element)
    {
        var type = TensorShape.Of(shape);
        return new(type, Tensor.Generate(type, element));
    }

    private static double At(Tensor tensor, int image, int channel, IEnumerable<int> position) => tensor[[image, channel, .. position]];

    /// <summary>All indices of a shape.</summary>
    private static IEnumerable<int[]> Positions(int[] shape) => shape.Aggregate(
        (IEnumerable<int[]>)[[]], (all, size) => all.SelectMany(begin => Enumerable.Range(0, size).Select(i => (int[])[.. begin, i])));

    private bool Has(string property) => layer.Properties.Any(p => p.Name == property);

    private int[] Integers(string property, int fallback = 1) =>
        layer.Properties.FirstOrDefault(p => p.Name == property)?.Value is PropertyValue.Integers written
            ? [.. written.Values.Select(value => (int)value)] : [fallback];

    private int[] PerAxis(string property, int fallback = 1) =>
        Integers(property, fallback) is { Length: 1 } single ? [.. Enumerable.Repeat(single[0], _rank)] : Integers(property);

    private int Integer(string property, int fallback = 1) => Integers(property, fallback)[0];

    private bool Flag(string property, bool fallback = false) =>
        layer.Properties.FirstOrDefault(p => p.Name == property)?.Value is PropertyValue.Flag written ? written.Value : fallback;

    private string Text(string property, string fallback) =>
        layer.Properties.FirstOrDefault(p => p.Name == property)?.Value is PropertyValue.Text written ? written.Value : fallback;

    private double[] Stored(string part, WeightRole role, params int[] shape) =>
        TestWeights.For(new StoredTensor($"{name}.{part}", TensorShape.Of(shape), role));

    private Tensor Weight(string part, int outputs, int inputs, int[]? kernel = null)
    {
        int[] shape = [outputs, inputs, .. kernel ?? PerAxis("kernel")];
        return new(TensorShape.Of(shape), Stored(part, WeightRole.Filters, shape));
    }

    private double[]? Bias(string part, int count) => Flag("bias", true) ? Stored(part, WeightRole.Bias, count) : null;

    private Tensor Activate(Tensor tensor)
    {
        var kind = Enum.Parse<ActivationKind>(Text("activation", "None"), ignoreCase: true);
        var (alpha, beta) = kind switch
        {
            ActivationKind.LeakyRelu => (0.01f, 0f),
            ActivationKind.Elu => (1f, 0f),
            ActivationKind.HardSigmoid => (0.2f, 0.5f),
            _ => (0f, 0f),
        };
        return tensor with { Data = ReferenceActivation.Apply(new ActivationFunction(kind, alpha, beta), tensor.Data) };
    }

    private (int[] Begin, int[] End) Pads(string property, int[] kernel, int[] strides, int[] dilations)
    {
        var written = Integers(property, 0);
        var extents = kernel.Select((size, axis) => ((size - 1) * dilations[axis]) + 1).ToArray();
        var totals = extents.Select((extent, axis) => Math.Max(
            0, ((((Sizes[axis] + strides[axis] - 1) / strides[axis]) - 1) * strides[axis]) + extent - Sizes[axis])).ToArray();
        return Text("autoPad", "NotSet") switch
        {
            "Same" => ([.. totals.Select(total => total / 2)], [.. totals.Select(total => (total + 1) / 2)]),
            "SameLower" => ([.. totals.Select(total => (total + 1) / 2)], [.. totals.Select(total => total / 2)]),
            "Full" => ([.. extents.Select(extent => extent - 1)], [.. extents.Select(extent => extent - 1)]),
            "Causal" => ([.. extents.Select(extent => extent - 1)], [0]),
            "Valid" => (new int[_rank], new int[_rank]),
            _ when written.Length == 2 * _rank => (written[.._rank], written[_rank..]),
            _ => (PerAxis(property, 0), PerAxis(property, 0)),
        };
    }

    private WindowOf Window(int[]? strides = null)
    {
        var (kernel, dilations) = (PerAxis("kernel"), PerAxis("dilations"));
        strides ??= PerAxis("strides");
        var (begin, end) = Pads("pads", kernel, strides, dilations);
        return new(kernel, strides, dilations, begin, end);
    }

    private WindowOf PoolWindow() => Window(Has("strides") ? null : PerAxis("kernel"));

    /// <summary>An element of a tensor with padding around it; null outside of constant padding.</summary>
    private double? Padded(Tensor tensor, int image, int channel, int[] position, string mode)
    {
        int[] sizes = [.. tensor.Shape.Dimensions.Skip(2)];
        var inside = position.Select((p, axis) => p >= 0 && p < sizes[axis] ? p : mode switch
        {
            "Reflect" => p < 0 ? -p : (2 * (sizes[axis] - 1)) - p,
            "Replicate" => Math.Clamp(p, 0, sizes[axis] - 1),
            "Circular" => (p + sizes[axis]) % sizes[axis],
            _ => -1,
        }).ToArray();
        return inside.Contains(-1) ? null : At(tensor, image, channel, inside);
    }

    private Tensor Conv(Tensor input, WindowOf window, Tensor w, int group, double[]? bias)
    {
        var (filtersPerGroup, channelsPerGroup) = (w.Shape[0] / group, w.Shape[1]);
        var mode = Text("paddingMode", "Constant");
        int[] sizes = [.. input.Shape.Dimensions.Skip(2)];
        return Fill([input.Shape[0], w.Shape[0], .. window.Results(sizes, false)], i =>
        {
            var sum = bias?[i[1]] ?? 0;
            for (var c = 0; c < channelsPerGroup; c++)
                foreach (var tap in Positions(window.Kernel))
                    sum += At(w, i[1], c, tap)
                        * (Padded(input, i[0], (i[1] / filtersPerGroup * channelsPerGroup) + c, window.Place(i[2..], tap), mode) ?? 0);
            return sum;
        });
    }

    private Tensor Depthwise(string weight, double[]? bias) =>
        Conv(x, Window(), Weight(weight, Channels * Integer("multiplier", 1), 1), Channels, bias);

    private Tensor Pointwise(Tensor input, string weight, int filters, double[]? bias)
    {
        int[] ones = [.. Enumerable.Repeat(1, _rank)];
        return Conv(input, new(ones, ones, ones, new int[_rank], new int[_rank]), Weight(weight, filters, input.Shape[1], ones), 1, bias);
    }

    private Tensor SpatiallySeparable()
    {
        var (window, filters) = (Window(), Integer("filters"));
        var between = Integer("between", filters);
        var columns = Conv(x, window.Along(0), Weight("vertical.weight", between, Channels, [window.Kernel[0], 1]), 1, null);
        return Activate(Conv(
            columns, window.Along(1), Weight("horizontal.weight", filters, between, [1, window.Kernel[1]]), 1, Bias("horizontal.bias", filters)));
    }

    private Tensor Connected()
    {
        var table = Text("connections", "").Split(',').Select(entry => entry.Trim().Split(' ').Select(int.Parse).ToArray()).ToArray();
        var w = Weight("weight", table.Sum(maps => maps.Length), 1);
        var (bias, window) = (Bias("bias", table.Length), Window());
        return Activate(Fill([x.Shape[0], table.Length, .. window.Results(Sizes, false)], i =>
        {
            var first = table.Take(i[1]).Sum(maps => maps.Length);
            var sum = bias?[i[1]] ?? 0;
            for (var c = 0; c < table[i[1]].Length; c++)
                foreach (var tap in Positions(window.Kernel))
                    sum += At(w, first + c, 0, tap)
                        * (Padded(x, i[0], table[i[1]][c], window.Place(i[2..], tap), Text("paddingMode", "Constant")) ?? 0);
            return sum;
        }));
    }

    private Tensor CombineMaps()
    {
        var filters = Integer("filters");
        var maps = Conv(x, Window(), Weight("weight", Channels, 1), Channels, null);
        var c = Stored("coefficients", WeightRole.Bias, filters, Channels).Chunk(Channels).ToArray();
        var bias = Bias("bias", filters);
        return Activate(Fill([maps.Shape[0], filters, .. maps.Shape.Dimensions.Skip(2)], i => (bias?[i[1]] ?? 0)
            + Enumerable.Range(0, Channels).Sum(k => Math.Exp(c[i[1]][k]) / c[i[1]].Sum(Math.Exp) * At(maps, i[0], k, i[2..]))));
    }

    /// <summary>Every element adds its multiple of the filters to the window that begins at stride·position − pad.</summary>
    private Tensor Transposed()
    {
        var (kernel, strides, dilations) = (PerAxis("kernel"), PerAxis("strides"), PerAxis("dilations"));
        var (group, filters, extra) = (Integer("group", 1), Integer("filters"), PerAxis("outputPadding", 0));
        var extents = kernel.Select((size, axis) => ((size - 1) * dilations[axis]) + 1).ToArray();
        var (begin, end) = Pads("pads", kernel, strides, dilations);
        if (Text("autoPad", "NotSet") is "Same" or "SameLower")
        {
            var cut = extents.Select((extent, axis) => Math.Max(0, extent - strides[axis])).ToArray();
            var lower = Text("autoPad", "") == "SameLower" ? 1 : 0;
            begin = [.. cut.Select(size => (size + lower) / 2)];
            end = [.. cut.Select((size, axis) => size - begin[axis])];
            extra = [.. extents.Select((extent, axis) => Math.Max(0, strides[axis] - extent))];
        }

        var w = Weight("weight", Channels, filters / group);
        var sizes = Sizes.Select((size, axis) => (strides[axis] * (size - 1)) + extents[axis] + extra[axis] - begin[axis] - end[axis]).ToArray();
        var bias = Bias("bias", filters);
        var result = Fill([x.Shape[0], filters, .. sizes], i => bias?[i[1]] ?? 0);
        for (var n = 0; n < x.Shape[0]; n++)
            for (var c = 0; c < Channels; c++)
                foreach (var position in Positions(Sizes))
                    foreach (var tap in Positions(kernel))
                    {
                        var target = position.Select((p, axis) => (p * strides[axis]) + (tap[axis] * dilations[axis]) - begin[axis]).ToArray();
                        if (target.Where((p, axis) => p < 0 || p >= sizes[axis]).Any())
                            continue;
                        for (var m = 0; m < filters / group; m++)
                        {
                            int[] index = [n, (c / (Channels / group) * (filters / group)) + m, .. target];
                            result.Data[Tensor.Offset(result.Shape, index)] += At(x, n, c, position) * At(w, c, m, tap);
                        }
                    }

        return result;
    }

    private Tensor Rbf()
    {
        var units = Integer("units");
        var w = Stored("weight", WeightRole.Filters, units, Channels);
        return Fill([x.Shape[0], units], i => Enumerable.Range(0, Channels).Sum(j => Math.Pow(x[i[0], j] - w[(i[1] * Channels) + j], 2)));
    }

    private Tensor Subsampling()
    {
        var (window, factors, bias) = (PoolWindow(), Stored("weight", WeightRole.Scale, Channels), Bias("bias", Channels));
        return Activate(Fill([x.Shape[0], Channels, .. window.Results(Sizes, false)], i => (bias?[i[1]] ?? 0)
            + (factors[i[1]] * Positions(window.Kernel).Sum(tap => Padded(x, i[0], i[1], window.Place(i[2..], tap), "Constant") ?? 0))));
    }

    private Tensor Pool(Func<IEnumerable<double>, double> combine, bool countsPadding = false)
    {
        var window = PoolWindow();
        return Fill([x.Shape[0], Channels, .. window.Results(Sizes, Flag("ceilMode"))], i => combine(Positions(window.Kernel)
            .Select(tap => window.Place(i[2..], tap))
            .Where(place => !countsPadding || window.IsPadded(place, Sizes))
            .Select(place => Padded(x, i[0], i[1], place, "Constant") ?? (countsPadding ? 0 : null))
            .OfType<double>()));
    }

    private double Norm(IEnumerable<double> values)
    {
        var p = Integer("p", 2);
        return Math.Pow(values.Sum(value => Math.Pow(Math.Abs(value), p)), 1.0 / p);
    }

    private Tensor Adaptive(Func<IEnumerable<double>, double> combine)
    {
        var sizes = PerAxis("size");
        return Fill([x.Shape[0], Channels, .. sizes], i => combine(Positions(Sizes)
            .Where(p => !p.Where((place, axis) => place < Math.Floor((double)i[axis + 2] * Sizes[axis] / sizes[axis])
                || place >= Math.Ceiling((i[axis + 2] + 1.0) * Sizes[axis] / sizes[axis])).Any())
            .Select(p => At(x, i[0], i[1], p))));
    }

    private Tensor KMax()
    {
        var k = Integer("k");
        return Fill([x.Shape[0], Channels, k], i => Enumerable.Range(0, Sizes[0]).OrderByDescending(place => x[i[0], i[1], place])
            .Take(k).Order().Select(place => x[i[0], i[1], place]).ElementAt(i[2]));
    }

    private Tensor Unpool(LayerDefinition pool, Tensor code)
    {
        var window = new LayerDefinitions(pool, "pool", x).PoolWindow();
        var result = Fill([.. x.Shape.Dimensions], _ => 0);
        foreach (var i in Positions([.. code.Shape.Dimensions]))
        {
            var best = Positions(window.Kernel).Select(tap => window.Place(i[2..], tap)).MaxBy(place => At(x, i[0], i[1], place))!;
            result.Data[Tensor.Offset(x.Shape, [i[0], i[1], .. best])] = At(code, i[0], i[1], i[2..]);
        }

        return result;
    }

    private Tensor Upsample()
    {
        var (scales, mode, aligns) = (PerAxis("scale"), Text("mode", "Nearest"), Flag("alignCorners"));
        var results = Sizes.Select((size, axis) => size * scales[axis]).ToArray();
        return Fill([x.Shape[0], Channels, .. results], i =>
        {
            var taps = i[2..].Select((place, axis) => Taps(place, Sizes[axis], results[axis], scales[axis]).ToArray()).ToArray();
            return Positions([.. taps.Select(tap => tap.Length)]).Sum(choice => choice.Select((t, axis) => taps[axis][t].Weight)
                .Aggregate(1.0, (product, weight) => product * weight) * At(x, i[0], i[1], choice.Select((t, axis) => taps[axis][t].Place)));
        });

        IEnumerable<(int Place, double Weight)> Taps(int place, int size, int result, int scale)
        {
            if (mode == "Nearest")
                return [(place / scale, 1)];
            var source = aligns ? (result > 1 ? place * (size - 1.0) / (result - 1) : 0) : ((place + 0.5) / scale) - 0.5;
            var origin = (int)Math.Floor(source);
            var offsets = mode == "Linear" ? Enumerable.Range(0, 2) : Enumerable.Range(-1, 4);
            return offsets.Select(offset => (Math.Clamp(origin + offset, 0, size - 1), Kernel(Math.Abs(source - origin - offset))));
        }

        double Kernel(double t) => mode == "Linear" ? 1 - t
            : t <= 1 ? (1.25 * t * t * t) - (2.25 * t * t) + 1 : (-0.75 * t * t * t) + (3.75 * t * t) - (6 * t) + 3;
    }

    private Tensor PixelShuffle(int r) => Fill([x.Shape[0], Channels / (r * r), r * Sizes[0], r * Sizes[1]], i =>
        x[i[0], (((i[1] * r) + (i[2] % r)) * r) + (i[3] % r), i[2] / r, i[3] / r]);

    private Tensor Pad()
    {
        int[] ones = [.. Enumerable.Repeat(1, _rank)];
        var (begin, end) = Pads("pads", ones, ones, ones);
        var value = layer.Properties.FirstOrDefault(p => p.Name == "value")?.Value is PropertyValue.Numbers { Values: [var written] } ? written : 0;
        return Fill([x.Shape[0], Channels, .. Sizes.Select((size, axis) => begin[axis] + size + end[axis])], i =>
            Padded(x, i[0], i[1], [.. i[2..].Select((p, axis) => p - begin[axis])], Text("mode", "Constant")) ?? value);
    }

    private Tensor Crop()
    {
        int[] ones = [.. Enumerable.Repeat(1, _rank)];
        var (begin, end) = Pads("crops", ones, ones, ones);
        return Fill([x.Shape[0], Channels, .. Sizes.Select((size, axis) => size - begin[axis] - end[axis])], i =>
            At(x, i[0], i[1], i[2..].Select((p, axis) => p + begin[axis])));
    }

    private Tensor Slice()
    {
        var (axis, start, step) = (Integer("axis"), Integer("start", 0), Integer("step"));
        int[] shape = [.. x.Shape.Dimensions];
        shape[axis] = (Integer("end", shape[axis]) - start + step - 1) / step;
        return Fill(shape, i => x[[.. i.Select((p, a) => a == axis ? start + (p * step) : p)]]);
    }

    private Tensor Permute(int[] axes) => Fill([.. axes.Select(axis => x.Shape[axis])], i =>
    {
        var source = new int[axes.Length];
        for (var axis = 0; axis < axes.Length; axis++)
            source[axes[axis]] = i[axis];
        return x[source];
    });

    private Tensor Unsqueeze(int axis)
    {
        var place = axis < 0 ? x.Shape.Rank + 1 + axis : axis;
        return new(TensorShape.Of([.. x.Shape.Dimensions.Take(place), 1, .. x.Shape.Dimensions.Skip(place)]), x.Data);
    }

    private Tensor Maxout(int pieces) => Fill([x.Shape[0], Channels / pieces, .. Sizes], i =>
        Enumerable.Range(0, pieces).Max(piece => At(x, i[0], (i[1] * pieces) + piece, i[2..])));

    /// <param name="part">The beginning of the weights' names within the layer.</param>
    private Tensor SqueezeExcite(Tensor maps, string part)
    {
        var (squeeze, channels) = (Integer("squeeze"), maps.Shape[1]);
        int[] sizes = [.. maps.Shape.Dimensions.Skip(2)];
        var (w1, b1) = (Stored(part + "fc1.weight", WeightRole.Filters, squeeze, channels, 1, 1), Stored(part + "fc1.bias", WeightRole.Bias, squeeze));
        var (w2, b2) = (Stored(part + "fc2.weight", WeightRole.Filters, channels, squeeze, 1, 1), Stored(part + "fc2.bias", WeightRole.Bias, channels));
        var hidden = Enumerable.Range(0, maps.Shape[0]).Select(n =>
        {
            var means = Enumerable.Range(0, channels).Select(c => Positions(sizes).Average(p => At(maps, n, c, p))).ToArray();
            return Enumerable.Range(0, squeeze).Select(h => Inner(b1[h] + means.Select((mean, c) => mean * w1[(h * channels) + c]).Sum())).ToArray();
        }).ToArray();
        return Fill([.. maps.Shape.Dimensions], i => At(maps, i[0], i[1], i[2..])
            * Gate(b2[i[1]] + hidden[i[0]].Select((value, h) => value * w2[(i[1] * squeeze) + h]).Sum()));

        double Inner(double v) => Text("inner", "ReLU") switch
        {
            "ReLU" => Math.Max(0, v),
            "SiLU" => v / (1 + Math.Exp(-v)),
            _ => v * Math.Clamp((v / 6) + 0.5, 0, 1),
        };

        double Gate(double v) => Text("gate", "Sigmoid") == "Sigmoid" ? 1 / (1 + Math.Exp(-v)) : Math.Clamp((v / 6) + 0.5, 0, 1);
    }

    /// <summary>A window that slides along the spatial axes.</summary>
    private sealed record WindowOf(int[] Kernel, int[] Strides, int[] Dilations, int[] Begin, int[] End)
    {
        /// <summary>How often it fits. In ceil mode a last window counts that starts in the input or in the padding before it.</summary>
        public int[] Results(int[] sizes, bool ceilMode) => [.. sizes.Select((size, axis) =>
        {
            var steps = size + Begin[axis] + End[axis] - ((Kernel[axis] - 1) * Dilations[axis]) - 1;
            var count = ceilMode ? ((steps + Strides[axis] - 1) / Strides[axis]) + 1 : (steps / Strides[axis]) + 1;
            return ceilMode && (count - 1) * Strides[axis] >= size + Begin[axis] ? count - 1 : count;
        })];

        public int[] Place(int[] result, int[] tap) =>
            [.. result.Select((position, axis) => (position * Strides[axis]) - Begin[axis] + (tap[axis] * Dilations[axis]))];

        /// <summary>Whether a place is in the input or in its padding, and not beyond what ceil mode adds.</summary>
        public bool IsPadded(int[] place, int[] sizes) => !place.Where((p, axis) => p >= sizes[axis] + End[axis]).Any();

        /// <summary>The part along one axis.</summary>
        public WindowOf Along(int axis)
        {
            return new(Only(Kernel, 1), Only(Strides, 1), Only(Dilations, 1), Only(Begin, 0), Only(End, 0));

            int[] Only(int[] values, int other) => [.. values.Select((value, i) => i == axis ? value : other)];
        }
    }
}
