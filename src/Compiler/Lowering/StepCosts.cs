using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Plan.Binary;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Predicts the time of every step of a plan: what a convolution's algorithm was chosen by, and the rest likewise.</summary>
internal sealed class StepCosts
{
    // A global pool has one sum under way, so that every addition waits for the one before.
    private const int GlobalPoolFactor = 3;

    private readonly CostModel _costs;
    private readonly Dictionary<string, long> _convolutions;
    private readonly Dictionary<string, long> _gatherings;

    private StepCosts(CostModel costs, Dictionary<string, long> convolutions, Dictionary<string, long> gatherings) =>
        (_costs, _convolutions, _gatherings) = (costs, convolutions, gatherings);

    public static StepCosts For(Graph graph, IReadOnlyDictionary<Node, AlgorithmChoice> algorithms, CostModel costs)
    {
        var convolutions = algorithms.ToDictionary(pair => pair.Key.Name, pair => pair.Value.Chosen.Nanoseconds);
        foreach (var node in graph.Nodes.Where(node => node.Op is ConvTranspose))
            convolutions.Add(node.Name, costs.Transposed(TransposedShape.Of(node)));
        // A part of the convolution's time.
        var gatherings = algorithms.Where(pair => pair.Value.Chosen.Method == ConvMethod.Winograd && ConvShape.Of(pair.Key).IsGathered)
            .ToDictionary(pair => pair.Key.Name, pair => costs.Gathering(ConvShape.Of(pair.Key)));
        return new(costs, convolutions, gatherings);
    }

    public long Of(KernelCall call) => call.HasNoElement ? 0 : call switch
    {
        LoadInput c => _costs.Copy(Elements(c.Destination), IsReordered(c.Destination)),
        StoreOutput c => _costs.Copy(Elements(c.Source), IsReordered(c.Source)),
        ClearBorder c => OfClearing(c.Destination.Geometry),
        CopyTensor c => _costs.Copy(Elements(c.Source), c.Source.Geometry.Block != c.Destination.Geometry.Block),
        GatherPhases c => _gatherings[c.Name],
        WinogradConv { IsGathered: true } c => _convolutions[c.Name] - _gatherings[c.Name],
        ReshapeTensor c => _costs.Copy(Elements(c.Source), true),
        Binary c => _costs.Elementwise(Elements(call), c.Activation, Elements(c.Destination)),
        ScaleShift c => _costs.Elementwise(Elements(call), c.Activation, Elements(c.Destination)),
        ApplyActivation c => _costs.Elementwise(Elements(call), c.Activation, Elements(c.Destination)),
        ApplySoftmax c => _costs.Softmax(Elements(c.Source)),
        LocalResponse c => _costs.LocalResponse(Elements(c.Source), c.Size),
        GlobalPool c => _costs.Pool(GlobalPoolFactor * Positions(c.Source.Geometry), Elements(call)),
        // As blocks of 16 channels: a vector holds as many pixels.
        Pool { IsPlanar: true } c => _costs.Pool(Elements(c.Source) / 16, Elements(call)),
        Pool c => _costs.Pool(Positions(c.Destination.Geometry) * c.Window.KernelHeight * c.Window.KernelWidth, Elements(call)),
        DenseCall { Factors: not null } c => _costs.DenseOfPairs(2L * c.Filters.Length) + _costs.Activation(c.Activation, Elements(c.Destination)),
        DenseCall c => _costs.Dense(c.Filters.Length, c.Destination.Geometry.Batch)
            + _costs.Activation(c.Activation, Elements(c.Destination)),
        GemvCall c => _costs.Dense((long)c.Rows.Rows * c.Rows.Columns, 1) + _costs.Activation(c.Activation, Elements(c.Destination)),
        MatrixProduct c => _costs.Product(c.Macs * c.PackedColumns * c.Panels / c.Columns, PackedElements(c)),
        RecurrentCall c => OfRecurrence(c),
        LoopNest c => _costs.LoopNest(Operations(c), c.IsVectorised),
        _ => _convolutions.TryGetValue(call.Name, out var nanoseconds)
            ? nanoseconds : _costs.Elementwise(Elements(call), ActivationFunction.None, 0),
    };

    /// <summary>The product and the functions of the gates, for every step of every sample.</summary>
    private long OfRecurrence(RecurrentCall call)
    {
        var form = call.Form;
        var weights = (long)(call.Matrix.Rows + (call.Last?.Rows ?? 0)) * form.Units;
        var functions = _costs.Activation(new ActivationFunction(ActivationKind.Tanh), (long)(form.Gates + 1) * form.Units);
        return form.Samples * form.Steps * (_costs.Dense(weights, 1) + functions);
    }

    private long OfClearing(Geometry g)
    {
        var rows = (long)g.Batch * g.BlockCount * (g.Top + g.Height + g.Bottom);
        return _costs.Clear(rows, g.Length - ((long)g.Batch * g.BlockCount * g.Height * g.Width * g.Block));
    }

    /// <summary>Whether a caller's tensor lies in another order. Three planes become pixels as fast as their memory comes.</summary>
    private static bool IsReordered(TensorView view) =>
        view.Geometry is { Block: not 1 and not 3 } g && g.Channels > 1 && g.Height * g.Width > 1;

    private static double PackedElements(MatrixProduct product) =>
        (double)product.WorkItems * product.ScratchLength * (product.PacksRows ? 1 : product.Panels);

    private static long Elements(KernelCall call) => call.Reads.Concat(call.Writes).Sum(Elements);

    private static long Elements(TensorView view) => view.Geometry.ElementCount;

    /// <summary>Positions of all channel blocks.</summary>
    private static long Positions(Geometry g) => (long)g.Batch * g.BlockCount * g.Height * g.Width;

    /// <summary>What is computed for one element; what stands in a sum is so for each of its terms.</summary>
    public static double Operations(LoopNest nest) => Elements(nest.Destination) * Operations(nest.Body);

    private static double Operations(Expression body)
    {
        var parts = Formula.Parts(body).ToList();
        return 1 + parts.Count(IsOperation) + parts.OfType<Reduction>().Sum(reduction =>
            reduction.Extents.Aggregate(1.0, (count, extent) => count * extent)
            * Formula.Parts(reduction.Value).Count(IsOperation));
    }

    private static bool IsOperation(Expression part) =>
        part is Load or Unary or Expressions.Binary or Select or Conversion;
}
