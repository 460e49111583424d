using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;
using ModelCompiler.Tests.Networks;

namespace ModelCompiler.Tests.Operators;

/// <summary>Dense layers whose weights are numbers of bfloat16 times a factor for each output.</summary>
public class ShortDenseTests
{
    /// <summary>
    /// One to five blocks of outputs; even and odd numbers of inputs, less than a step, and more; images in blocks and planar ones. Then
    /// sums and activations in registers and behind, a normalisation that is folded, no factors, numbers of a byte, and samples.
    /// </summary>
    internal static IReadOnlyList<ModelDefinition> Models { get; } =
    [
        .. from size in ((int Inputs, int Outputs)[])[(1, 10), (101, 32), (7, 48), (64, 64), (19, 75)]
           select Vector(size.Inputs, size.Outputs),
        Model.Of("shortImage", [Layer.Input(5, 3, 2), Layer.Conv2D(32, 2), Layer.Flatten().Named("x"), .. Gemm("y", "x", 64, 33)]),
        Model.Of("shortBorder", [Layer.Input(4, 6, 7), Layer.Conv2D(20, 3, pads: 1).Named("c"), Layer.Flatten().Named("x"),
            .. Gemm("y", "x", 20 * 42, 17), Layer.Conv2D(3, 3, pads: 1).From("c").Named("d")]).WithOutputs("y", "d"),
        Model.Of("shortSum", [Layer.Input(40).Named("x"), Layer.Input(24).Named("z"), .. Gemm("y", "x", 40, 24), Layer.Add("y", "z"), Layer.Of("ReLU")]),
        Model.Of("shortBehind", [Layer.Input(40).Named("x"), .. Gemm("y", "x", 40, 24), Layer.Of("Sigmoid").From("y")]),
        Model.Of("shortFolded", [Layer.Input(40).Named("x"), .. Gemm("y", "x", 40, 24), Layer.BatchNormalization(activation: "ReLU6").From("y")]),
        Model.Of("shortPlain", [Layer.Input(40).Named("x"), .. Gemm("y", "x", 40, 24, hasFactors: false)]),
        Model.Of("shortQuantized",
            [
                Layer.Input(40).Named("x"), .. Gemm("y", "x", 40, 70),
                Layer.Of("onnx.Constant").With("shape", Array.Empty<int>()).With("values", new[] { 0.02 }).Named("scale"),
                Layer.Of("onnx.QuantizeLinear").From("y", "scale").Named("bytes"), Layer.Of("onnx.DequantizeLinear").From("bytes", "scale"),
            ]),
        Model.Of("shortSamples", [Layer.Input(40).Named("x"), .. Gemm("y", "x", 40, 24)]) with { Batch = 5 },
    ];

    [Fact]
    public void MatchReference() => ModelAssert.MatchReference([.. Models, .. Enumerable.Range(0, 30).Select(Random)]);

    /// <summary>Σ x·w·factor + bias, for the kernel and for the loop nest that computes matrices that are not transposed.</summary>
    [Fact]
    public void FactorsBelongToOutputs()
    {
        const int inputs = 19, outputs = 21;
        LayerDefinition[] others = [Layer.Input(inputs).Named("x"), Factors("f", outputs), Factors("b", outputs)];
        var models = ModelAssembly.Compile(
        [
            Model.Of("kernel", [.. others, Weights("w", outputs, inputs), Product(isTransposed: true)]),
            Model.Of("nest", [.. others, Weights("w", inputs, outputs), Product(isTransposed: false)]),
        ]);
        Assert.Equal([1, 0], models.Select(model => model.Plan.Calls.OfType<DenseCall>().Count()));
        foreach (var (model, isTransposed) in models.Zip((bool[])[true, false]))
        {
            var x = (float[])CompiledNetworks.InputsOf(model)[0];
            var (w, f, b) = (Stored(model, "w"), Stored(model, "f"), Stored(model, "b"));
            var y = (float[])model.Run(model.Create(model.Plan.ToModelWeights()), [x])[0];
            for (var o = 0; o < outputs; o++)
            {
                var sum = Enumerable.Range(0, inputs).Sum(i => x[i] * w[isTransposed ? (o * inputs) + i : (i * outputs) + o]);
                Assert.Equal((sum * f[o]) + b[o], y[o], 1e-4);
            }
        }

        static LayerDefinition Product(bool isTransposed) => Layer.Of("onnx.Gemm").From("x", "w", "b", "f").With("transB", isTransposed);

        static double[] Stored(CompiledModel model, string name) => TestWeights.For(model.Plan.StoredTensors.Single(tensor => tensor.Name == name));
    }

    [Fact]
    public void WeightsOfTwoBytesAreHalfAsLarge()
    {
        var plans = Enumerable.Range(0, 2).Select(i => ModelAssembly.Plan(
            Model.Of("net", [Layer.Input(640).Named("x"), .. Gemm("y", "x", 640, 128, isShort: i == 1)]))).ToList();
        Assert.Equal((640 + 1) * 128 * 4, plans[0].WeightBytes);
        Assert.Equal(((640 / 2) + 2) * 128 * 4, plans[1].WeightBytes);
        Assert.True(plans[1].PredictedNanoseconds.Sum() < plans[0].PredictedNanoseconds.Sum());
    }

    /// <summary>A batch reads every weight for several samples; where a row of an image is odd, a pair would end in the next one.</summary>
    [Fact]
    public void BatchesAndOddRowsReadFloats()
    {
        Assert.NotNull(CallOf(batch: 1).Factors);
        Assert.Null(CallOf(batch: 2).Factors);
        LayerDefinition[] image = [Layer.Input(3, 5, 5), Layer.Conv2D(7, 3, pads: 1).Named("c"), Layer.Flatten().Named("x")];
        var plan = ModelAssembly.Plan(Model.Of("odd", [.. image, .. Gemm("y", "x", 175, 9), Layer.Conv2D(3, 3, pads: 1).From("c").Named("d")]).WithOutputs("y", "d"));
        Assert.Null(plan.Calls.OfType<DenseCall>().Single().Factors);

        static DenseCall CallOf(int batch) => ModelAssembly.Plan(
            Model.Of("net", [Layer.Input(40).Named("x"), .. Gemm("y", "x", 40, 24)]) with { Batch = batch }).Calls.OfType<DenseCall>().Single();
    }

    [Fact]
    public void WeightsThatTwoBytesDoNotHoldAreRefused()
    {
        var model = ModelAssembly.Compile(Model.Of("net", [Layer.Input(4).Named("x"), .. Gemm("y", "x", 4, 2)]));
        var tensors = model.Plan.ToTensors().ToList();
        var index = tensors.FindIndex(tensor => tensor.Name == "y.w");
        tensors[index] = tensors[index] with { Values = new float[] { 1, 2, 3, 256, -255, 0.5f, 257, 1 } };
        var exception = Assert.ThrowsAny<Exception>(() => model.Create(ModelWeights.FromTensors(tensors)));
        var reason = Assert.IsType<WeightFormatException>(exception.InnerException ?? exception);
        Assert.Contains("'y.w' holds 257 at index 6 (shape [2, 4]); expected numbers of bfloat16", reason.Message, StringComparison.Ordinal);
    }

    private static ModelDefinition Vector(int inputs, int outputs) =>
        Model.Of($"short{inputs}x{outputs}", [Layer.Input(inputs).Named("x"), .. Gemm("y", "x", inputs, outputs)]);

    private static ModelDefinition Random(int seed)
    {
        var random = new Random(seed);
        var (inputs, outputs) = (random.Next(1, 200), random.Next(1, 150));
        string[] functions = ["ReLU", "ReLU6", "Tanh", "None"];
        var layers = new List<LayerDefinition>();
        if (random.Next(2) == 0)
            layers.Add(Layer.Input(inputs).Named("x"));
        else
        {
            var (height, width) = (random.Next(1, 6), random.Next(1, 6));
            inputs = random.Next(1, 40);
            layers.AddRange([Layer.Input(inputs, height, width), Layer.Flatten().Named("x")]);
            inputs *= height * width;
        }

        layers.AddRange(Gemm("y", "x", inputs, outputs, hasFactors: random.Next(4) > 0));
        if (functions[random.Next(functions.Length)] is not "None" and var function)
            layers.Add(Layer.Of(function).From("y"));
        return Model.Of($"shortRandom{seed}", layers);
    }

    private static IEnumerable<LayerDefinition> Gemm(
        string name, string source, int inputs, int outputs, bool hasFactors = true, bool isShort = true)
    {
        yield return Weights($"{name}.w", outputs, inputs).With("short", isShort);
        yield return Factors($"{name}.b", outputs);
        if (hasFactors && isShort)
            yield return Factors($"{name}.f", outputs);
        string[] operands = [source, $"{name}.w", $"{name}.b", .. hasFactors && isShort ? [$"{name}.f"] : Array.Empty<string>()];
        yield return Layer.Of("onnx.Gemm").From(operands).With("transB", true).Named(name);
    }

    private static LayerDefinition Weights(string name, int rows, int columns) =>
        Layer.Of("onnx.Constant").With("shape", new[] { rows, columns }).With("short", true).Named(name);

    private static LayerDefinition Factors(string name, int count) => Layer.Of("onnx.Constant").With("shape", new[] { count }).Named(name);
}
