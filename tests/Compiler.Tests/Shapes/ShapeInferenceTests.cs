using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Tests.Shapes;

public class ShapeInferenceTests
{
    [Theory]
    [InlineData(7, 3, 2, 0, 0, 1, false, 3)]
    [InlineData(8, 3, 2, 0, 0, 1, false, 3)]
    [InlineData(8, 3, 2, 0, 0, 1, true, 4)]
    [InlineData(8, 3, 2, 1, 0, 1, true, 4)]
    [InlineData(5, 3, 1, 2, 2, 1, false, 7)]
    [InlineData(9, 3, 1, 0, 0, 3, false, 3)]
    [InlineData(1, 1, 5, 0, 0, 1, false, 1)]
    // The last window would start in the padding behind the input (PyTorch drops it).
    [InlineData(4, 2, 3, 0, 1, 1, true, 2)]
    [InlineData(3, 2, 3, 0, 1, 1, true, 1)]
    [InlineData(1, 2, 2, 1, 1, 1, true, 1)]
    public void WindowAxis_CountsAsOnnx(
        int input, int kernel, int stride, int begin, int end, int dilation, bool ceilMode, int expected) =>
        Assert.Equal(expected, new WindowAxis(input, kernel, stride, begin, end, dilation).OutputSize(ceilMode));

    [Fact]
    public void EmptyWindows_AreFoundExactly()
    {
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var axis = new WindowAxis(
                random.Next(1, 7), random.Next(1, 4), random.Next(1, 5), random.Next(0, 7), random.Next(0, 7), random.Next(1, 5));
            if (!axis.Fits)
                continue;
            var ceilMode = random.Next(2) == 0;
            var windows = (int)axis.OutputSize(ceilMode);
            Assert.Equal(Enumerable.Range(0, windows).Any(IsEmpty), axis.HasEmptyWindow(windows));

            bool IsEmpty(int window) => !Enumerable.Range(0, axis.Kernel)
                .Select(k => (window * axis.Stride) - axis.PadBegin + (k * axis.Dilation))
                .Any(position => position >= 0 && position < axis.Input);
        }
    }

    [Theory]
    [InlineData(new[] { 1, 8, 4, 5 }, new[] { 1, 8, 1, 1 }, new[] { 1, 8, 4, 5 })]
    [InlineData(new[] { 1, 1, 4, 5 }, new[] { 1, 8, 1, 1 }, new[] { 1, 8, 4, 5 })]
    [InlineData(new[] { 1, 5 }, new[] { 1, 8, 4, 5 }, new[] { 1, 8, 4, 5 })]
    [InlineData(new int[0], new[] { 2, 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 0, 3 }, new[] { 1, 3 }, new[] { 0, 3 })]
    public void Join_BroadcastsAsNumPy(int[] a, int[] b, int[] expected)
    {
        Assert.Equal(TensorType.Float(expected), Infer(new Add(), TensorType.Float(a), TensorType.Float(b)).Type);
        Assert.Equal(TensorType.Float(expected), Infer(new Mul(), TensorType.Float(b), TensorType.Float(a)).Type);
    }

    [Fact]
    public void Join_OfOtherShapes_IsAMistake() =>
        Assert.Equal("MC0132", Infer(new Add(), TensorType.Float(1, 3), TensorType.Float(1, 4)).Error?.Description.Id);

    [Fact]
    public void Convolution_WorksInOneAndThreeDimensions()
    {
        var line = new Conv([2], [1, 1], [1], 1);
        var volume = new Conv([1, 1, 1], [0, 0, 0, 0, 0, 0], [1, 2, 1], 2);

        Assert.Equal(TensorType.Float(1, 5, 4), Infer(line, TensorType.Float(1, 3, 7), TensorType.Float(5, 3, 3)).Type);
        Assert.Equal(
            TensorType.Float(1, 6, 3, 1, 3),
            Infer(volume, TensorType.Float(1, 4, 5, 5, 5), TensorType.Float(6, 2, 3, 3, 3)).Type);
    }

    [Fact]
    public void TransposedConvolution_IsAsLargeAsItsWindowsLessThePads()
    {
        var conv = new ConvTranspose([2, 3], [1, 0, 2, 1], [1, 2]);

        Assert.Equal(
            TensorType.Float(2, 5, (2 * 6) + 4 + 1 - 3, (3 * 7) + 2 + 2 - 1),
            Infer(conv, TensorType.Float(2, 3, 7, 8), TensorType.Float(3, 5, 4, 2)).Type);
        Assert.Throws<InvalidOperationException>(() => Infer(conv, TensorType.Float(2, 4, 7, 8), TensorType.Float(3, 5, 4, 2)));
    }

    [Fact]
    public void Concat_AddsUpAlongItsAxis() =>
        Assert.Equal(
            TensorType.Float(1, 6, 4),
            Infer(new Concat(1), TensorType.Float(1, 1, 4), TensorType.Float(1, 2, 4), TensorType.Float(1, 3, 4)).Type);

    [Fact]
    public void Residual_OfAnotherShape_IsAMistakeOfTheCompiler() =>
        Assert.Throws<InvalidOperationException>(() => Infer(
            new Gemm(), TensorType.Float(1, 3), TensorType.Float(4, 3), null, TensorType.Float(1, 1)));

    [Fact]
    public void OtherElementTypes_AreAMistakeOfTheCompiler() =>
        Assert.Throws<InvalidOperationException>(() => Infer(
            new Identity(), new TensorType(ElementType.Int64, TensorShape.Of(3))));

    private static InferredType Infer(Op op, params TensorType?[] inputs) => ShapeInference.Infer(op, inputs);
}
