using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>Between floats and small integers, with values worked out by hand.</summary>
public class QuantizationOperatorTests
{
    [Fact]
    public void QuantizeLinear_RoundsHalvesToEven_AndSaturates()
    {
        var x = TestTensor.Vector(0, 1, 3, 5, 1000, -1000);
        var unsigned = Run("QuantizeLinear", 13, [x, TestTensor.Scalar(2), Zero(ElementType.UInt8, 128)]);
        var signed = Run("QuantizeLinear", 13, [x, TestTensor.Scalar(2), Zero(ElementType.Int8, 1)]);
        Assert.Equal([128, 128, 130, 130, 255, 0], unsigned.Integers);
        Assert.Equal([1, 1, 3, 3, 127, -128], signed.Integers);
        Assert.Equal(ElementType.Int8, signed.Type.Element);
        Assert.Equal(ElementType.UInt8, Run("QuantizeLinear", 10, [x, TestTensor.Scalar(2)]).Type.Element);
        Assert.Equal(ElementType.Int8, Run("QuantizeLinear", 21, [x, TestTensor.Scalar(2)], Int("output_dtype", 3)).Type.Element);
    }

    [Fact]
    public void Scales_DifferAlongTheAxis()
    {
        var x = TestTensor.Of([1, 2, 2], 1, 2, 10, 20);
        var zeros = TestTensor.Integers(ElementType.Int8, [2], 0, 3);
        var y = Run("QuantizeLinear", 13, [x, TestTensor.Vector(1, 10), zeros]);
        Assert.Equal([1, 2, 4, 5], y.Integers);
        TestTensor.IsClose([1, 2, 2], [1, 2, 10, 20], Run("DequantizeLinear", 13, [y, TestTensor.Vector(1, 10), zeros], Int("axis", -2)));
    }

    [Fact]
    public void Scales_DifferByBlock()
    {
        var x = TestTensor.Integers(ElementType.Int8, [3, 2], 1, 2, 3, 4, 5, 6);
        var scales = TestTensor.Of([2, 2], 1, 10, 100, 1000);
        TestTensor.IsClose([3, 2], [1, 20, 3, 40, 500, 6000], Run("DequantizeLinear", 21, [x, scales], Int("axis", 0), Int("block_size", 2)));
    }

    [Fact]
    public void DequantizeLinear_OfInt32() => TestTensor.IsClose(
        [2], [-0.5, 250], Run("DequantizeLinear", 13, [TestTensor.Integers(ElementType.Int32, [2], -2, 1000), TestTensor.Scalar(0.25f)]));

    [Fact]
    public void DynamicQuantizeLinear_CoversTheRangeAndZero()
    {
        var all = RunAll("DynamicQuantizeLinear", 11, 3, [TestTensor.Of([2, 3], 1, 2.55f, -2.55f, 0.02f, 0, 1.28f)]);
        TestTensor.IsClose([], [0.02], all[1]);
        Assert.Equal([128], all[2].Integers);
        Assert.Equal([178, 255, 0, 129, 128, 192], all[0].Integers.Select((value, i) => i == 1 ? Math.Min(255, value) : i == 2 ? Math.Min(value, 0) : value));
        var zeros = RunAll("DynamicQuantizeLinear", 11, 3, [TestTensor.Vector(0, 0)]);
        Assert.Equal([0, 0], zeros[0].Integers);
    }

    [Fact]
    public void QLinearMatMul_ScalesBack()
    {
        TensorData?[] inputs =
        [
            TestTensor.Integers(ElementType.Int8, [2, 2], 1, 2, 3, 4), TestTensor.Vector(0.5f, 1), Zero(ElementType.Int8, 0),
            TestTensor.Integers(ElementType.Int8, [2, 2], 10, 0, 0, 20), TestTensor.Scalar(0.5f), Zero(ElementType.Int8, 0),
            TestTensor.Scalar(1), Zero(ElementType.Int8, -1),
        ];

        // 10 40; 30 80 in steps of 0.25 for the first row and 0.5 for the second: 2.5 10; 15 40.
        Assert.Equal([1, 9, 14, 39], Run("QLinearMatMul", 10, inputs).Integers);
    }

    [Fact]
    public void Mistakes_AreReported()
    {
        var x = TestTensor.Random(1, 2, 3);
        Assert.Contains("to have the shape [3]", MistakeOf("QuantizeLinear", 13, [x, TestTensor.Vector(1, 2)]), StringComparison.Ordinal);
        Assert.Contains("takes integers", MistakeOf("DequantizeLinear", 13, [x, TestTensor.Scalar(1)]), StringComparison.Ordinal);
        Assert.Contains("other than int8 and uint8", MistakeOf("QuantizeLinear", 21, [x, TestTensor.Scalar(1)], Int("output_dtype", 5)), StringComparison.Ordinal);
        Assert.Contains("takes Int8 or UInt8", MistakeOf("MatMulInteger", 10, [x, x]), StringComparison.Ordinal);
    }

    private static TensorData Zero(ElementType element, long value) => TestTensor.Integers(element, [], value);
}
