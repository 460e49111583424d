using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>RNN, GRU and LSTM against their formulas, one number at a time in double.</summary>
public class RecurrentOperatorTests
{
    private const int Time = 4, Batch = 2, Inputs = 3, Hidden = 2;

    private static readonly TensorData X = TestTensor.Random(1, Time, Batch, Inputs);
    private static readonly TensorData Lengths = TestTensor.Integers(ElementType.Int32, [Batch], 4, 2);

    public static TheoryData<string, bool, bool> Variants => new()
    {
        { "forward", false, false }, { "forward", true, true }, { "reverse", false, true }, { "reverse", true, false },
        { "bidirectional", true, true }, { "bidirectional", false, false },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rnn(string direction, bool hasLengths, bool hasState)
    {
        var cell = new RecurrentCase(direction, 1, X, Hidden, hasLengths ? Lengths : null, hasState);
        cell.Check(RunAll("RNN", 14, 2, cell.Operands, Text("direction", direction)), (d, x, h, _) =>
            ([.. Enumerable.Range(0, Hidden).Select(j => Math.Tanh(cell.Gate(d, j, x, h)))], []));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Gru(string direction, bool hasLengths, bool hasState)
    {
        foreach (var isLinear in (bool[])[false, true])
        {
            var cell = new RecurrentCase(direction, 3, X, Hidden, hasLengths ? Lengths : null, hasState);
            var all = RunAll("GRU", 14, 2, cell.Operands, Text("direction", direction), Int("linear_before_reset", isLinear ? 1 : 0));
            cell.Check(all, (d, x, h, _) =>
            {
                double[] z = [.. Enumerable.Range(0, Hidden).Select(j => Sigmoid(cell.Gate(d, j, x, h)))];
                double[] r = [.. Enumerable.Range(0, Hidden).Select(j => Sigmoid(cell.Gate(d, Hidden + j, x, h)))];
                double[] gated = [.. h.Select((value, k) => value * r[k])];
                return ([.. Enumerable.Range(0, Hidden).Select(j =>
                {
                    var row = (2 * Hidden) + j;
                    var candidate = Math.Tanh(isLinear
                        ? cell.OfInput(d, row, x) + (r[j] * cell.OfState(d, row, h))
                        : cell.OfInput(d, row, x) + cell.OfState(d, row, gated));
                    return ((1 - z[j]) * candidate) + (z[j] * h[j]);
                })], []);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Lstm(string direction, bool hasLengths, bool hasState)
    {
        foreach (var isCoupled in (bool[])[false, true])
        {
            var cell = new RecurrentCase(direction, 4, X, Hidden, hasLengths ? Lengths : null, hasState);
            var peepholes = TestTensor.Random(9, cell.Directions, 3 * Hidden);
            var all = RunAll(
                "LSTM", 14, 3, [.. cell.Operands, peepholes], Text("direction", direction), Int("input_forget", isCoupled ? 1 : 0),
                Float("clip", 0.6f));
            cell.Check(all, (d, x, h, c) =>
            {
                double Sum(int gate, int j) => cell.Gate(d, (gate * Hidden) + j, x, h);
                double Open(int gate, int peephole, int j, double state) =>
                    Sigmoid(Clip(Sum(gate, j) + (peepholes.At(d, (peephole * Hidden) + j) * state)));
                double[] next = [.. Enumerable.Range(0, Hidden).Select(j =>
                {
                    var input = Open(0, 0, j, c[j]);
                    var forget = isCoupled ? 1 - input : Open(2, 2, j, c[j]);
                    return (forget * c[j]) + (input * Math.Tanh(Clip(Sum(3, j))));
                })];
                return ([.. Enumerable.Range(0, Hidden).Select(j => Open(1, 1, j, next[j]) * Math.Tanh(next[j]))], next);
            });
        }

        static double Clip(double x) => Math.Clamp(x, -0.6, 0.6);
    }

    [Fact]
    public void Layout1_HasTheBatchFirst()
    {
        var cell = new RecurrentCase("bidirectional", 1, X, Hidden, null, hasState: true);
        var expected = RunAll("RNN", 14, 2, cell.Operands, Text("direction", "bidirectional"));
        TensorData?[] operands = [.. cell.Operands];
        (operands[0], operands[5]) = (Swap(X), Swap(operands[5]!));
        var all = RunAll("RNN", 14, 2, operands, Text("direction", "bidirectional"), Int("layout", 1));
        TestTensor.IsClose([Batch, Time, 2, Hidden], at => expected[0].At(at[1], at[2], at[0], at[3]), all[0]);
        TestTensor.IsClose([Batch, 2, Hidden], at => expected[1].At(at[1], at[0], at[2]), all[1]);
    }

    [Theory]
    [InlineData("Relu", 0, 0)]
    [InlineData("Affine", 0.5, 0.25)]
    [InlineData("LeakyRelu", 0.1, 0)]
    [InlineData("ThresholdedRelu", 0.2, 0)]
    [InlineData("ScaledTanh", 0.7, 1.5)]
    [InlineData("HardSigmoid", 0.3, 0.4)]
    [InlineData("elu", 0.5, 0)]
    [InlineData("Softsign", 0, 0)]
    [InlineData("softplus", 0, 0)]
    [InlineData("Sigmoid", 0, 0)]
    public void Activations_AreThoseOfOnnx(string name, float alpha, float beta)
    {
        var cell = new RecurrentCase("forward", 1, X, Hidden, null, hasState: true);
        var all = RunAll(
            "RNN", 14, 2, cell.Operands, Texts("activations", name), Floats("activation_alpha", alpha), Floats("activation_beta", beta));
        cell.Check(all, (d, x, h, _) => ([.. Enumerable.Range(0, Hidden).Select(j => Apply(cell.Gate(d, j, x, h)))], []));

        double Apply(double x) => name switch
        {
            "Relu" => Math.Max(0, x),
            "Affine" => (alpha * x) + beta,
            "LeakyRelu" => x < 0 ? alpha * x : x,
            "ThresholdedRelu" => x > alpha ? x : 0,
            "ScaledTanh" => alpha * Math.Tanh(beta * x),
            "HardSigmoid" => Math.Clamp((alpha * x) + beta, 0, 1),
            "elu" => x < 0 ? alpha * (Math.Exp(x) - 1) : x,
            "Softsign" => x / (1 + Math.Abs(x)),
            "softplus" => Math.Log(1 + Math.Exp(x)),
            _ => Sigmoid(x),
        };
    }

    [Fact]
    public void Mistakes_AreReported()
    {
        var (w, r) = (TestTensor.Random(2, 1, 8, 3), TestTensor.Random(3, 1, 8, 2));
        Assert.Equal("has an unknown direction, 'sideways'", MistakeOf("LSTM", 14, [X, w, r], Text("direction", "sideways")));
        Assert.Equal("has an unknown activation, 'Swish'", MistakeOf("LSTM", 14, [X, w, r], Texts("activations", "Swish", "Tanh", "Tanh")));
        Assert.Contains("to have the shape [1, 6, 3]", MistakeOf("GRU", 14, [X, w, r]), StringComparison.Ordinal);
        Assert.Contains("needs 3 activations", MistakeOf("LSTM", 14, [X, w, r], Texts("activations", "Tanh")), StringComparison.Ordinal);
        Assert.Contains(
            "runs over no steps", MistakeOf("LSTM", 14, [TestTensor.Random(1, 0, 1, 3), w, r]), StringComparison.Ordinal);
        Assert.Contains("takes Int64 or Int32", MistakeOf("LSTM", 14, [X, w, r, null, TestTensor.Vector(1, 1)]), StringComparison.Ordinal);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static TensorData Swap(TensorData x) => TestTensor.Of(
        [x.Shape[1], x.Shape[0], x.Shape[2]],
        [.. TestTensor.Indices(x.Shape[1], x.Shape[0], x.Shape[2]).Select(at => (float)x.At(at[1], at[0], at[2]))]);
}
