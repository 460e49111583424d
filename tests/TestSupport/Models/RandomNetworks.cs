using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Testing.Models;

/// <summary>Seeded random networks of several layers: chains with residual blocks, inception blocks, gates and a head.</summary>
internal sealed class RandomNetworks
{
    private readonly RandomLayers _random;
    private readonly List<LayerDefinition> _layers = [];
    private int _names;

    /// <summary>Fewer than in the tests of single operators, because a network has many of them.</summary>
    private int Filters => _random.Pick(1, 3, 8, 15, 16, 17);

    private RandomNetworks(int seed) => _random = new RandomLayers(new Random(seed));

    /// <summary>A network of two to five blocks behind an image, with one or two outputs.</summary>
    public static ModelDefinition Create(int seed)
    {
        var network = new RandomNetworks(seed);
        return network.Build($"Network{seed}");
    }

    private ModelDefinition Build(string name)
    {
        var last = Append(Layer.Input(_random.Pick(1, 3, 16), _random.Pick(5, 8, 11), _random.Pick(6, 7, 12)));
        for (var blocks = _random.Pick(2, 3, 4, 5); blocks > 0; blocks--)
            last = AppendBlock(last);
        var head = AppendHead(last);
        var model = Model.Of(name, _layers);
        return _random.Chance(0.4) ? model.WithOutputs(last, head) : model;
    }

    private string AppendBlock(string input) => _random.Pick(0, 1, 2, 3, 4, 5) switch
    {
        0 => AppendConvolution(input, Filters),
        1 => AppendResidual(input),
        2 => AppendInception(input),
        3 => AppendGate(input),
        4 => Append(Layer.MaxPool2D(_random.Pick(2, 3), strides: 1, autoPad: "Same").From(input)),
        _ => Append(_random.Pick(Layer.Dropout(), _random.ActivationLayer(), _random.BatchNormalization()).From(input)),
    };

    /// <summary>Padding, convolution, normalisation and activation, as layers of their own or as properties.</summary>
    private string AppendConvolution(string input, int filters)
    {
        var kernel = _random.Pick(1, 3, 3, 5);
        var padded = _random.Chance(0.3) ? Append(Layer.ZeroPad2D(kernel / 2).From(input)) : input;
        var autoPad = padded == input ? "Same" : null;
        var last = Append(Layer.Conv2D(filters, kernel, autoPad: autoPad, bias: _random.Chance(0.5)).From(padded));
        if (_random.Chance(0.5))
            last = Append(Layer.BatchNormalization().From(last));
        return _random.Chance(0.5) ? Append(_random.ActivationLayer().From(last)) : last;
    }

    private string AppendResidual(string input)
    {
        var filters = Filters;
        var start = AppendConvolution(input, filters);
        var branch = Append(Layer.Conv2D(filters, 3, autoPad: "Same", activation: "ReLU").From(start));
        branch = Append(Layer.Conv2D(filters, 3, autoPad: "Same").From(branch));
        var shortcut = _random.Chance(0.5) ? start : Append(Layer.Conv2D(filters, 1).From(start));
        var sum = Layer.Add(_random.Chance(0.5) ? [branch, shortcut] : [shortcut, branch]);
        return Append(sum.With("activation", _random.Activation()));
    }

    private string AppendInception(string input)
    {
        var branches = new List<string>
        {
            AppendConvolution(input, Filters),
            AppendConvolution(input, Filters),
            Append(Layer.MaxPool2D(3, strides: 1, autoPad: "Same").From(input)),
        };
        return Append(Layer.Concat(branches));
    }

    /// <summary>A factor per channel, from the mean of each channel (squeeze and excitation).</summary>
    private string AppendGate(string input)
    {
        var start = AppendConvolution(input, 16);
        var factors = Append(Layer.GlobalAveragePool().From(start));
        factors = Append(Layer.Conv2D(4, 1, activation: "ReLU").From(factors));
        factors = Append(Layer.Conv2D(16, 1, activation: "HardSigmoid").From(factors));
        return Append(Layer.Multiply(start, factors));
    }

    private string AppendHead(string input)
    {
        var pooled = _random.Chance(0.5) ? Append(Layer.GlobalAveragePool().From(input)) : input;
        var flat = Append(Layer.Flatten().From(pooled));
        var scores = Append(Layer.Dense(10).From(flat));
        return Append(Layer.Softmax().From(scores));
    }

    private string Append(LayerDefinition layer)
    {
        var name = $"layer{_names++}";
        _layers.Add(layer.Named(name));
        return name;
    }
}
