using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Plan.Binary;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Predicts the time of every step of a plan: what a convolution's algorithm was chosen by, and the rest likewise.</summary>
/// <param name="convolutions">The prediction for every convolution, by its name.</param>
internal sealed class StepCosts(CostModel costs, IReadOnlyDictionary<string, long> convolutions)
{
    // A global pool has one sum under way, so that every addition waits for the one before.
    private const int GlobalPoolFactor = 3;

    public long Of(KernelCall call) => call.HasNoElement ? 0 : call switch
    {
        LoadInput c => costs.Copy(Elements(c.Destination), IsReordered(c.Destination)),
        StoreOutput c => costs.Copy(Elements(c.Source), IsReordered(c.Source)),
        ClearBorder c => OfClearing(c.Destination.Geometry),
        CopyTensor c => costs.Copy(Elements(c.Source), c.Source.Geometry.Block != c.Destination.Geometry.Block),
        ReshapeTensor c => costs.Copy(Elements(c.Source), true),
        Binary c => costs.Elementwise(Elements(call), c.Activation, Elements(c.Destination)),
        ScaleShift c => costs.Elementwise(Elements(call), c.Activation, Elements(c.Destination)),
        ApplyActivation c => costs.Elementwise(Elements(call), c.Activation, Elements(c.Destination)),
        ApplySoftmax c => costs.Softmax(Elements(c.Source)),
        LocalResponse c => costs.LocalResponse(Elements(c.Source), c.Size),
        GlobalPool c => costs.Pool(GlobalPoolFactor * Positions(c.Source.Geometry), Elements(call)),
        Pool c => costs.Pool(Positions(c.Destination.Geometry) * c.Window.KernelHeight * c.Window.KernelWidth, Elements(call)),
        DenseCall c => costs.Dense(c.Filters.Length, c.Destination.Geometry.Batch)
            + costs.Activation(c.Activation, Elements(c.Destination)),
        LoopNest c => costs.LoopNest(Elements(c.Destination) * Operations(c.Body)),
        _ => convolutions.TryGetValue(call.Name, out var nanoseconds)
            ? nanoseconds : costs.Elementwise(Elements(call), ActivationFunction.None, 0),
    };

    private long OfClearing(Geometry g)
    {
        var rows = (long)g.Batch * g.BlockCount * (g.Top + g.Height + g.Bottom);
        return costs.Clear(rows, g.Length - ((long)g.Batch * g.BlockCount * g.Height * g.Width * g.Block));
    }

    /// <summary>Whether a caller's tensor lies in another order.</summary>
    private static bool IsReordered(TensorView view) =>
        view.Geometry is { Block: not 1 } g && g.Channels > 1 && g.Height * g.Width > 1;

    private static long Elements(KernelCall call) => call.Reads.Concat(call.Writes).Sum(Elements);

    private static long Elements(TensorView view) => view.Geometry.ElementCount;

    /// <summary>Positions of all channel blocks.</summary>
    private static long Positions(Geometry g) => (long)g.Batch * g.BlockCount * g.Height * g.Width;

    /// <summary>What is computed for one element; what stands in a sum is so for each of its terms.</summary>
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
