using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Packing;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;
using ModelCompiler.Tests.Networks;

namespace ModelCompiler.Tests.Weights;

/// <summary>By whichever way weights come into a model, its kernels read the same bits.</summary>
public class WeightPathTests
{
    /// <summary>One layer for every packing: blocked, depthwise, planar, Winograd along both axes and one, Fourier, transposed, dense with floats and with pairs, factors and vectors, with folded normalisation.</summary>
    private static ModelDefinition AllPackings { get; } = Model.Of("packings",
        Layer.Input(3, 9, 8),
        Layer.Conv2D(17, 3, autoPad: "Same"), Layer.BatchNormalization(activation: "ReLU"),
        Layer.DepthwiseConv2D(3, autoPad: "Same"), Layer.BatchNormalization(),
        Layer.Conv2D(12, 3, autoPad: "Same", algorithm: "Winograd4x4"), Layer.BatchNormalization(), Layer.BatchNormalization(),
        Layer.Conv2D(12, 5, autoPad: "Same", algorithm: "Fft"), Layer.BatchNormalization(),
        Layer.DepthwiseConv2D(3, autoPad: "Same").With("algorithm", "Fft"), Layer.BatchNormalization(),
        Layer.Conv2D(6, 3, group: 2), Layer.BatchNormalization(),
        Layer.Conv2D(6, 3, autoPad: "Same"), Layer.BatchNormalization(),
        Layer.MaxPool2D(2), Layer.BatchNormalization().Named("small"),
        Layer.Of("onnx.Constant").With("shape", new[] { 6, 17, 3, 2 }).Named("up.weight"),
        Layer.Of("onnx.ConvTranspose").From("small", "up.weight").With("strides", new[] { 2, 2 }), Layer.BatchNormalization(),
        Layer.Flatten(), Layer.Dense(18), Layer.BatchNormalization(), Layer.Softmax().Named("soft"),
        Layer.Of("onnx.Constant").With("shape", new[] { 19, 18 }).With("short", true).Named("pairs.weight"),
        Layer.Of("onnx.Constant").With("shape", new[] { 19 }).Named("pairs.factors"),
        Layer.Of("onnx.Gemm").From("soft", "pairs.weight", "", "pairs.factors").With("transB", true), Layer.BatchNormalization());

    [Fact]
    public void EveryPackingIsTested() => Assert.Equal(
        typeof(WeightPacking).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Length,
        ModelAssembly.Plan(AllPackings).PackedTensors.Select(tensor => tensor.Packing.GetType()).Distinct().Count());

    [Fact]
    public void PackedAndRawAndReplacedWeightsGiveTheSameBits()
    {
        var plan = ModelAssembly.Plan(AllPackings);
        var models = ModelAssembly.CompilePlans(
            [
                plan with { Weights = new WeightsPlacement.PackedInline() },
                plan with { Weights = new WeightsPlacement.RawInline() },
                plan,
            ],
            index => plan.ToWeightSet());
        var file = ModelWeights.Load(new MemoryStream(Safetensors.Write(plan)));
        object[] instances =
        [
            models[0].Create(), models[1].Create(), models[2].Create(file), models[0].Create(plan.ToModelWeights()),
        ];
        var expected = PlanPacker.Pack(plan, PlanWeights.Values);
        foreach (var instance in instances)
            Assert.Equal(Bits(expected), Bits(models[0].WeightsOf(instance).Span.ToArray()));

        var inputs = CompiledNetworks.InputsOf(models[0]);
        var outputs = models.Zip(instances, (model, instance) => model.Run(instance, inputs)[0]).ToList();
        Assert.All(outputs, output => Assert.Equal(Bits(outputs[0]), Bits(output)));
        Assert.Same(models[0].WeightsOf(instances[0]), models[0].WeightsOf(models[0].Create()));
    }

    /// <summary>The options decide between the ways; each compiles and runs.</summary>
    [Theory]
    [InlineData(100_000, typeof(WeightsPlacement.PackedInline))]
    [InlineData(2_000, typeof(WeightsPlacement.RawInline))]
    public void ThePackedFormIsInlineWhereItIsSmall(int limit, Type placement)
    {
        var weights = ModelAssembly.Plan(AllPackings).ToWeightSet();
        var model = ModelAssembly.Compile(AllPackings, weights, new CompilerOptions { InlineWeightLimit = limit });
        Assert.IsType(placement, model.Plan.Weights);
        Assert.Equal(
            Bits(PlanPacker.Pack(model.Plan, PlanWeights.Values)), Bits(model.WeightsOf(model.Create()).Span.ToArray()));
    }

    /// <summary>Half the size in the file, and exactly the rounded values in the model.</summary>
    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void HalfWeightsAreWidenedExactly(string name)
    {
        var model = ModelAssembly.Compile(AllPackings);
        var format = Enum.Parse<StoredFormat>(name);
        var weights = ModelWeights.Load(new MemoryStream(Safetensors.Write(model.Plan, format)));
        var expected = PlanPacker.Pack(model.Plan, tensor => [.. PlanWeights.Values(tensor).Select(value => Rounded(value, format))]);
        Assert.Equal(Bits(expected), Bits(model.WeightsOf(model.Create(weights)).Span.ToArray()));
    }

    [Fact]
    public void WeightsThatDoNotFitAreNamedWithTheirShapes()
    {
        var model = ModelAssembly.Compile(Model.Of("net", Layer.Input(3, 5, 5), Layer.Conv2D(4, 3).Named("stem")));
        var tensors = model.Plan.ToTensors().ToList();
        AssertRejected([tensors[1]], "stem.weight", "missing", "[4, 3, 3, 3]");
        AssertRejected([tensors[0] with { Shape = [4, 3, 9] }, tensors[1]], "stem.weight", "[4, 3, 9]", "[4, 3, 3, 3]");
        AssertRejected([.. tensors, new WeightTensor("extra", [2], new float[2])], "extra", "[2]", "not in the model");

        void AssertRejected(IEnumerable<WeightTensor> weights, params string[] parts)
        {
            var exception = Assert.ThrowsAny<Exception>(() => model.Create(ModelWeights.FromTensors(weights)));
            var reason = Assert.IsType<WeightFormatException>(exception.InnerException ?? exception);
            Assert.All(parts, part => Assert.Contains(part, reason.Message));
        }
    }

    private static float Rounded(float value, StoredFormat format) => format == StoredFormat.F16
        ? (float)(Half)value : BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000);

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
