using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>Resize and Upsample along one axis, against ONNX's formulas worked out by hand, and along two.</summary>
public class ResizeOperatorTests
{
    private static readonly TensorData Row = TestTensor.Of([1, 4], 1, 2, 3, 4);

    [Theory]
    [InlineData("half_pixel", "round_prefer_floor", new double[] { 1, 1, 2, 3, 3, 4 })] // at 0 − 1/6, 0.5, 7/6, 11/6, 2.5, 19/6
    [InlineData("half_pixel", "round_prefer_ceil", new double[] { 1, 2, 2, 3, 4, 4 })]
    [InlineData("half_pixel", "floor", new double[] { 1, 1, 2, 2, 3, 4 })]
    [InlineData("half_pixel", "ceil", new double[] { 1, 2, 3, 3, 4, 4 })]
    [InlineData("asymmetric", "floor", new double[] { 1, 1, 2, 3, 3, 4 })] // at 0, 2/3, 4/3, 2, 8/3, 10/3
    [InlineData("asymmetric", "ceil", new double[] { 1, 2, 3, 3, 4, 4 })]
    [InlineData("align_corners", "round_prefer_floor", new double[] { 1, 2, 2, 3, 3, 4 })] // at 0, 0.6, 1.2, 1.8, 2.4, 3
    [InlineData("tf_half_pixel_for_nn", "floor", new double[] { 1, 2, 2, 3, 4, 4 })] // at 1/3, 1, 5/3, 7/3, 3, 11/3
    public void Nearest_TakesTheElementThatIsNearest(string transformation, string nearest, double[] expected) => TestTensor.IsClose(
        [1, 6], expected, Run("Resize", 13, [Row, null, null, Sizes(1, 6)],
            Text("coordinate_transformation_mode", transformation), Text("nearest_mode", nearest)));

    [Theory]
    [InlineData("half_pixel", 2, new double[] { 1.5, 3.5 })]
    [InlineData("half_pixel", 8, new[] { 1, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4 })]
    [InlineData("align_corners", 3, new[] { 1, 2.5, 4 })]
    [InlineData("asymmetric", 8, new[] { 1, 1.5, 2, 2.5, 3, 3.5, 4, 4 })]
    [InlineData("pytorch_half_pixel", 1, new[] { 1.0 })]
    [InlineData("half_pixel", 1, new[] { 2.5 })]
    public void Linear_InterpolatesBetweenNeighbours(string transformation, int size, double[] expected) => TestTensor.IsClose(
        [1, size], expected, Run("Resize", 13, [Row, null, null, Sizes(1, size)],
            Text("mode", "linear"), Text("coordinate_transformation_mode", transformation)));

    [Fact]
    public void Scales_StayAsTheyAre_WhereSizesAreRounded()
    {
        // ⌊4·0.6⌋ = 2 elements, at (i + 0.5)/0.6 − 0.5 = 1/3 and 2; symmetric ones lie 2·(1 − 2/2.4) = 1/3 further.
        TestTensor.IsClose(
            [1, 2], [1 + (1.0 / 3), 3], Run("Resize", 13, [Row, null, TestTensor.Vector(1, 0.6f)], Text("mode", "linear")));
        TestTensor.IsClose(
            [1, 2], [1 + (2.0 / 3), 3 + (1.0 / 3)], Run("Resize", 19, [Row, null, TestTensor.Vector(1, 0.6f)],
                Text("mode", "linear"), Text("coordinate_transformation_mode", "half_pixel_symmetric")));
    }

    [Theory]
    [InlineData(-0.75f, false)]
    [InlineData(-0.5f, false)]
    [InlineData(-0.5f, true)]
    public void Cubic_WeighsFourNeighbours(float a, bool excludesOutside)
    {
        var y = Run("Resize", 13, [Row, null, null, Sizes(1, 7)],
            Text("mode", "cubic"), Float("cubic_coeff_a", a), Int("exclude_outside", excludesOutside ? 1 : 0));
        TestTensor.IsClose([1, 7], index =>
        {
            var place = ((index[1] + 0.5) * 4 / 7) - 0.5;
            var (sum, weights) = (0.0, 0.0);
            for (var k = (int)Math.Floor(place) - 1; k <= (int)Math.Floor(place) + 2; k++)
            {
                var x = Math.Abs(place - k);
                var weight = x <= 1
                    ? ((a + 2) * Math.Pow(x, 3)) - ((a + 3) * x * x) + 1
                    : (a * Math.Pow(x, 3)) - (5 * a * x * x) + (8 * a * x) - (4 * a);
                if (excludesOutside && k is < 0 or > 3)
                    continue;
                weights += weight;
                sum += weight * Row.At(0, Math.Clamp(k, 0, 3));
            }

            return sum / weights;
        }, y);
    }

    [Fact]
    public void Antialias_StretchesTheTriangle()
    {
        // The triangle around 1.5·i + 0.25 is 1.5 wide on each side; beyond the edge the edge repeats.
        var y = Run("Resize", 18, [TestTensor.Of([1, 6], 1, 5, 2, 7, 3, 4), null, null, Sizes(1, 4)], Text("mode", "linear"), Int("antialias", 1));
        double[] x = [1, 5, 2, 7, 3, 4];
        TestTensor.IsClose([1, 4], index =>
        {
            var place = ((index[1] + 0.5) * 1.5) - 0.5;
            var taps = Enumerable.Range(-5, 16).Select(k => (Weight: Math.Max(0, 1 - (Math.Abs(k - place) / 1.5)), Value: x[Math.Clamp(k, 0, 5)])).ToList();
            return taps.Sum(tap => tap.Weight * tap.Value) / taps.Sum(tap => tap.Weight);
        }, y);
    }

    [Fact]
    public void Crop_ReplacesWhatIsOutside()
    {
        // From −0.5 to 1 of the length 3: at −1.5, 0.75, 3.
        var y = Run("Resize", 13, [Row, TestTensor.Vector(0, -0.5f, 1, 1), null, Sizes(1, 3)], Text("mode", "linear"),
            Text("coordinate_transformation_mode", "tf_crop_and_resize"), Float("extrapolation_value", 9));
        TestTensor.IsClose([1, 3], [9, 1.75, 4], y);
    }

    [Theory]
    [InlineData("not_larger", 4, 2)]
    [InlineData("not_smaller", 6, 3)]
    public void Policies_KeepTheRatio(string policy, int width, int height)
    {
        var x = TestTensor.Random(1, 4, 1, 2);
        var y = Run("Resize", 18, [x, null, null, Sizes(3, 4)], Ints("axes", 2, 0), Text("keep_aspect_ratio_policy", policy));
        Assert.Equal(TensorShape.Of(width, 1, height), y.Shape);
    }

    [Fact]
    public void TwoAxes_AreInterpolatedTogether()
    {
        var x = TestTensor.Of([1, 1, 2, 2], 1, 2, 3, 4);
        var y = Run("Resize", 11, [x, null, TestTensor.Vector(1, 1, 2, 2)], Text("mode", "linear"));
        double[] places = [0, 0.25, 0.75, 1];
        TestTensor.IsClose([1, 1, 4, 4], index => 1 + (2 * places[index[2]]) + places[index[3]], y);
    }

    [Fact]
    public void OldOpsets_TakeFloorForMore_AndCeilForFewer()
    {
        TestTensor.IsClose([1, 8], [1, 1, 2, 2, 3, 3, 4, 4], Run("Upsample", 9, [Row, TestTensor.Vector(1, 2)]));
        TestTensor.IsClose([1, 8], [1, 1, 2, 2, 3, 3, 4, 4], Run("Upsample", 7, [Row], Floats("scales", 1, 2)));
        TestTensor.IsClose([1, 2], [1, 3], Run("Resize", 10, [Row, TestTensor.Vector(1, 0.6f)]));
        TestTensor.IsClose([1, 6], [1, 1, 2, 3, 3, 4], Run("Resize", 10, [Row, TestTensor.Vector(1, 1.5f)]));
    }

    [Fact]
    public void Mistakes_AreReported()
    {
        Assert.Equal("needs either scales or sizes", MistakeOf("Resize", 13, [Row]));
        Assert.Equal("needs 2 positive scales, but has [1, 0]", MistakeOf("Resize", 13, [Row, null, TestTensor.Vector(1, 0)]));
        Assert.Equal("would have a result that is too large", MistakeOf("Resize", 13, [Row, null, TestTensor.Vector(1, 1e30f)]));
        Assert.Contains(
            "needs more than 4194304 neighbours along axis 1",
            MistakeOf("Resize", 13, [TestTensor.Of([1, 1], 1), null, null, Sizes(1, 1 << 27)]), StringComparison.Ordinal);
        Assert.Equal("needs 2 sizes, but has [1]", MistakeOf("Resize", 13, [Row, null, null, Sizes(1)]));
    }

    private static TensorData Sizes(params long[] sizes) => TestTensor.Integers(ElementType.Int64, [sizes.Length], sizes);
}
