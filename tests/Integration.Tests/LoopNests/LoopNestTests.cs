using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Lowering;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.LoopNests;

/// <summary>Generated loop nests against the evaluator, which works without generating anything.</summary>
public class LoopNestTests
{
    private const int PerAssembly = 50;

    // The evaluator rounds every step to float, as the generated code does; they differ by the rounding of functions such as tanh,
    // one or two units in the last place, which the few products of values below 2³ can blow up by less than 2¹⁰.
    private const double Tolerance = 2e-3;

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(300)]
    public void MatchTheEvaluator(int firstSeed)
    {
        var cases = Enumerable.Range(firstSeed, PerAssembly).Select(NestCase.Of).ToList();
        var models = ModelAssembly.CompilePlans([.. cases.Select(nest => nest.Plan())], _ => null);
        for (var i = 0; i < cases.Count; i++)
            cases[i].Check(models[i], Tolerance, $"seed {firstSeed + i}");
    }

    /// <summary>Elementwise nests along whose last axis vectors are computed, with every function that vectors have.</summary>
    [Fact]
    [Trait(Networks.TierTests.Trait, "true")]
    public void VectorsMatchTheEvaluator()
    {
        var cases = Enumerable.Range(0, PerAssembly).Select(NestCase.OfVectors).ToList();
        var plans = cases.Select(nest => nest.Plan()).ToList();
        Assert.All(plans, plan => Assert.Equal(1, plan.Calls.OfType<LoopNest>().Single().VectorAxis));
        var models = ModelAssembly.CompilePlans(plans, _ => null);
        for (var i = 0; i < cases.Count; i++)
            cases[i].Check(models[i], Tolerance, $"seed {i}");
    }

    /// <summary>Sums and extremes along any axes, by vectors of elements or of terms.</summary>
    [Fact]
    [Trait(Widths.WidthTests.Trait, "true")]
    [Trait(Networks.TierTests.Trait, "true")]
    public void ReductionsOverVectorsMatchTheEvaluator()
    {
        var cases = Enumerable.Range(0, PerAssembly).Select(NestCase.OfReductions).ToList();
        var plans = cases.Select(nest => nest.Plan()).ToList();
        var nests = plans.Select(plan => plan.Calls.OfType<LoopNest>().Single()).ToList();
        Assert.All(nests, nest => Assert.True(nest.VectorAxis >= 0 || nest.VectorTerm >= 0, $"{nest.Body}"));
        Assert.Contains(nests, nest => nest.VectorAxis >= 0);
        Assert.Contains(nests, nest => nest.VectorAxis < 0);
        var models = ModelAssembly.CompilePlans(plans, _ => null);
        for (var i = 0; i < cases.Count; i++)
            cases[i].Check(models[i], Tolerance, $"seed {i}");
    }

    /// <summary>An image of 3×3 pixels has no row for a vector, but all of its elements side by side.</summary>
    [Fact]
    public void NeighbouringLoopsAreMerged()
    {
        var type = TensorType.Float(2, 5, 3, 3, 3);
        var body = Formula.Unary(UnaryFunction.Absolute, Formula.Load(0, ElementType.Float32, Formula.Indices(5)));
        var nest = new NestCase(new("Random", type, body), [TensorData.Of(type.Shape, new float[270])], [false]);
        var call = nest.Plan().Calls.OfType<LoopNest>().Single();
        Assert.Equal([1, 1, 1, 1, 270], call.Extents);
        Assert.Equal(4, call.VectorAxis);
    }
}

/// <summary>A random nest with its operands, of which some are constants.</summary>
internal sealed record NestCase(
    Compiler.IR.Ops.Compute Nest, IReadOnlyList<TensorData> Operands, IReadOnlyList<bool> AreConstant)
{
    public static NestCase Of(int seed)
    {
        var random = new RandomNests(seed);
        var nest = random.Next();
        var operands = random.Operands.Select(random.Data).ToList();
        return new(nest, operands, [.. operands.Select((_, i) => (seed >> i) % 3 == 0)]);
    }

    /// <summary>A function of a matrix and of a row, a column or a number, of which none is moved.</summary>
    public static NestCase OfVectors(int seed)
    {
        var random = new Random(seed);
        var (rows, columns) = (random.Next(1, 4) + 1, random.Next(LoopNest.VectorLength, 40));
        TensorShape[] shapes = [TensorShape.Of(rows, columns), TensorShape.Of(1, columns), TensorShape.Of(rows, 1), TensorShape.Of(1, 1)];
        Expression Leaf(int operand) => Formula.Load(operand, ElementType.Float32, shapes[operand].Dimensions.Select(
            (extent, axis) => extent == 1 ? 0 : Formula.Index(axis)));
        // Smooth functions, which differ from the evaluator's in the last place, stand behind what jumps.
        UnaryFunction[] smooth = [UnaryFunction.Exponential, UnaryFunction.HyperbolicTangent, UnaryFunction.Sigmoid];
        UnaryFunction[] unaries =
        [
            .. Enum.GetValues<UnaryFunction>().Where(LoopNest.HasVectors).Except(smooth).Where(function => function != UnaryFunction.SquareRoot),
        ];
        BinaryFunction[] binaries = [.. Enum.GetValues<BinaryFunction>().Where(LoopNest.HasVectors).Where(function => function != BinaryFunction.Divide)];
        BinaryFunction[] tests = [.. Enum.GetValues<BinaryFunction>().Where(function => function >= BinaryFunction.Equal)];
        Expression Any(int depth) => depth == 0 ? random.Next(5) is var leaf && leaf < shapes.Length ? Leaf(leaf) : Formula.Number(-1.5f)
            : random.Next(4) switch
            {
                0 => Bounded(Formula.Unary(unaries[random.Next(unaries.Length)], Any(depth - 1))),
                1 => Formula.Select(
                    Formula.Binary(tests[random.Next(tests.Length)], Any(depth - 1), Any(depth - 1)), Any(depth - 1), Any(depth - 1)),
                2 => Any(depth - 1) / (Formula.Unary(UnaryFunction.Absolute, Any(depth - 1)) + Formula.Number(1)),
                _ => Bounded(Formula.Binary(binaries[random.Next(binaries.Length)], Any(depth - 1), Any(depth - 1))),
            };
        static Expression Bounded(Expression x) => Formula.Maximum(Formula.Minimum(x, Formula.Number(8)), Formula.Number(-8));
        var body = Formula.Unary(UnaryFunction.SquareRoot, Formula.Unary(UnaryFunction.Absolute, Leaf(0) + Any(3)))
            + Formula.Unary(smooth[random.Next(smooth.Length)], Leaf(0));
        var operands = shapes.Select(shape => TensorData.Of(
            shape, [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (random.Next(65) - 32) / 16f)])).ToList();
        return new(
            new Compiler.IR.Ops.Compute("Random", TensorType.Float(shapes[0].Dimensions.ToArray()), body), operands,
            [.. operands.Select((_, i) => (seed >> i) % 3 == 0)]);
    }

    /// <summary>A function of reductions of a tensor along some of its axes, each element multiplied by a number of the last axis.</summary>
    public static NestCase OfReductions(int seed)
    {
        var random = new Random(seed);
        int[] extents = [random.Next(1, 4), random.Next(2, 5), random.Next(LoopNest.VectorLength, 40)];
        bool[] areReduced = [random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0];
        areReduced[random.Next(2)] = true;
        int[] kept = [.. extents.Where((_, axis) => !areReduced[axis])];
        int[] reduced = [.. extents.Where((_, axis) => areReduced[axis])];
        var (nextKept, nextReduced) = (0, 0);
        Expression[] indices = [.. areReduced.Select(isReduced => isReduced ? Formula.Term(nextReduced++) : Formula.Index(nextKept++))];
        var x = Formula.Load(0, ElementType.Float32, indices);
        var term = x * Formula.Load(1, ElementType.Float32, [indices[2]]);
        Expression Of(Combiner combiner, Expression value) => Formula.Reduce(combiner, reduced, value);
        Combiner[] combiners = [Combiner.Sum, Combiner.Maximum, Combiner.Minimum];
        var body = Of(combiners[random.Next(3)], Formula.Unary(UnaryFunction.Exponential, term) - (term * term))
            + (Formula.Number(0.5f) * Of(combiners[random.Next(3)], x));
        TensorShape[] shapes = [TensorShape.Of(extents), TensorShape.Of(extents[2])];
        return new(
            new Compiler.IR.Ops.Compute("Random", TensorType.Float(kept), body),
            [.. shapes.Select(shape => TensorData.Of(
                shape, [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (random.Next(65) - 32) / 32f)]))],
            [random.Next(3) == 0, random.Next(2) == 0]);
    }

    public ExecutionPlan Plan()
    {
        var graph = new Graph("Nest");
        var node = new Node("nest", Nest, Operands.Select((data, i) => OperandOf(graph, i, data)));
        var output = graph.NewValue("nest", Nest.Result);
        output.Producer = node;
        node.Outputs.Add(output);
        graph.Nodes.Add(node);
        graph.Outputs.Add(output);
        GraphVerifier.Verify(graph, nameof(NestCase));
        return GraphLowering.Lower(graph, MachineModel.Generic) with { Weights = new WeightsPlacement.PackedInline() };
    }

    public void Check(CompiledModel model, double tolerance, string name)
    {
        float[][] inputs = [.. Operands.Where((_, i) => !AreConstant[i]).Select(Floats)];
        var expected = Floats(ExpressionEvaluator.Evaluate(Nest.Result, Nest.Body, Operands));
        var instance = model.Create();
        model.Run(instance, inputs); // the second run finds an arena that is no longer zero
        var actual = model.Run(instance, inputs)[0];
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < actual.Length; i++)
            if (!AreClose(expected[i], actual[i], tolerance))
                Assert.Fail($"{name}, element {i}: {actual[i]} instead of {expected[i]}; {Nest}");
    }

    private Value OperandOf(Graph graph, int i, TensorData data)
    {
        if (AreConstant[i])
            return graph.NewConstant($"constant{i}", data);
        var input = graph.NewInput($"input{i}", data.Type, null);
        graph.Inputs.Add(input);
        return input;
    }

    private static bool AreClose(float expected, float actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - (double)actual) <= tolerance * Math.Max(1, Math.Abs(expected));

    private static float[] Floats(TensorData data) => data.Type.Element == ElementType.Float32
        ? data.Floats : [.. data.Integers.Select(value => (float)value)];
}
