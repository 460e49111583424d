using ModelCompiler.Benchmarks.Hardware;
using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Lowering;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Benchmarks.Kernels.Constants;

/// <summary>An experiment with what came out.</summary>
internal sealed record Measurement(Experiment Experiment, ExecutionPlan Plan, double Nanoseconds);

/// <summary>
/// Finds the constants of the cost model. Each formula of <see cref="CostModel"/> is a sum of constants times numbers that follow from the layer;
/// those numbers are had by evaluating the formula on a machine on which everything else takes no time.
/// </summary>
internal sealed class MachineFit(MachineModel template, HardwareLimits limits, IReadOnlyList<Measurement> measurements)
{
    // Predictions are whole nanoseconds: constants are multiplied before and divided behind.
    private const double Scale = 1e4;
    private const double Endless = 1e18;

    private readonly List<(string Constants, double Error)> _errors = [];

    /// <summary>A machine on which nothing takes time.</summary>
    private readonly MachineModel _nothing = template with
    {
        FlopsPerNanosecond = Endless, DirectEfficiency = 1, DepthwiseEfficiency = 1, StridedDepthwiseEfficiency = 1, PlanarEfficiency = 1,
        StridedPlanarEfficiency = 1, ProductEfficiency = 1, TransformF2 = default, TransformF4 = default, TransformF6 = default,
        FourierNanoseconds = 0, FourierSampleNanoseconds = 0,
        CallNanoseconds = 0, StepNanoseconds = 0, PoolTapNanoseconds = 0, FunctionNanoseconds = 0, MovedElementNanoseconds = 0, LoopNanoseconds = 0,
        ScalarLoopNanoseconds = 0,
        L2 = new(long.MaxValue, Endless), L3 = new(long.MaxValue, Endless), DramBytesPerNanosecond = Endless, ExposedShare = 0,
    };

    /// <summary>The greatest relative error of what each group of constants was found from.</summary>
    public IReadOnlyList<(string Constants, double Error)> Errors => _errors;

    public MachineModel Run()
    {
        var machine = template with
        {
            FlopsPerNanosecond = limits.Peaks.First(peak => peak.Bits == template.VectorBits).GigaflopsPerSecond,
            L2 = template.L2 with { BytesPerNanosecond = limits.BandwidthOf("L2") },
            L3 = template.L3 with { BytesPerNanosecond = limits.BandwidthOf("L3") },
            DramBytesPerNanosecond = limits.BandwidthOf("DRAM"),
        };
        machine = machine with { StepNanoseconds = Of(Family.Step).Average(step => step.Nanoseconds / step.Experiment.Count) };
        machine = FitDirect(machine);
        machine = FitWinograd(machine);
        machine = FitFourier(machine);
        machine = FitOthers(machine);
        return machine with { ExposedShare = Exposed(machine) };
    }

    private MachineModel FitDirect(MachineModel machine)
    {
        var observations = Of(Family.Direct).Select(m => new Observation(
            m.Nanoseconds - machine.StepNanoseconds,
            [Arithmetic(m, machine), Term(m, _nothing with { CallNanoseconds = Scale })])).ToList();
        var found = Solve("direct: efficiency, call", observations);
        return machine with { DirectEfficiency = Efficiency(found[0]), CallNanoseconds = found[1] };
    }

    private MachineModel FitWinograd(MachineModel machine)
    {
        Family[] families = [Family.Winograd2, Family.Winograd4, Family.Winograd6];
        var calls = _nothing with { CallNanoseconds = machine.CallNanoseconds * Scale, StepNanoseconds = machine.StepNanoseconds * Scale };
        var observations = families.SelectMany(Of).Select(m => new Observation(
            m.Nanoseconds - Term(m, calls),
            [
                Arithmetic(m, machine),
                .. new[] { 2, 4, 6 }.SelectMany(tile => new[]
                {
                    tile == m.Experiment.Tile ? Term(m, WithTransforms(new TransformCost(Scale, 0))) : 0,
                    tile == m.Experiment.Tile ? Term(m, WithTransforms(new TransformCost(0, Scale))) : 0,
                }),
            ])).ToList();
        var found = Solve("Winograd: products, transforms", observations);
        return machine with
        {
            ProductEfficiency = Efficiency(found[0]),
            TransformF2 = new(found[1], found[2]), TransformF4 = new(found[3], found[4]), TransformF6 = new(found[5], found[6]),
        };
    }

    private MachineModel WithTransforms(TransformCost cost) => _nothing with { TransformF2 = cost, TransformF4 = cost, TransformF6 = cost };

    private MachineModel FitFourier(MachineModel machine)
    {
        var found = Solve("Fourier transforms: sample and doubling, sample", [.. Of(Family.Fourier).Select(m => new Observation(
            m.Nanoseconds - machine.StepNanoseconds,
            [Term(m, _nothing with { FourierNanoseconds = Scale }), Term(m, _nothing with { FourierSampleNanoseconds = Scale })]))]);
        return machine with { FourierNanoseconds = found[0], FourierSampleNanoseconds = found[1] };
    }

    private MachineModel FitOthers(MachineModel machine)
    {
        var pools = Of(Family.Pool).Select(m => new Observation(m.Nanoseconds - machine.StepNanoseconds, [TapsOf(m.Plan)])).ToList();
        var functions = Of(Family.Function).Select(m => new Observation(m.Nanoseconds - machine.StepNanoseconds, [ElementsOf(m.Plan) / 16])).ToList();
        var copies = Of(Family.Copy).Select(m => new Observation(m.Nanoseconds - machine.StepNanoseconds, [ElementsOf(m.Plan)])).ToList();
        var loops = Of(Family.Loop).Select(m => new Observation(m.Nanoseconds - machine.StepNanoseconds, [OperationsOf(m.Plan)])).ToList();
        var scalarLoops = Of(Family.ScalarLoop).Select(m => new Observation(m.Nanoseconds - machine.StepNanoseconds, [OperationsOf(m.Plan)])).ToList();
        return machine with
        {
            DepthwiseEfficiency = EfficiencyOf(Family.Depthwise, machine),
            StridedDepthwiseEfficiency = EfficiencyOf(Family.StridedDepthwise, machine),
            PlanarEfficiency = EfficiencyOf(Family.Planar, machine),
            StridedPlanarEfficiency = EfficiencyOf(Family.StridedPlanar, machine),
            PoolTapNanoseconds = Solve("pools: tap", pools)[0],
            FunctionNanoseconds = Solve("functions", functions)[0],
            MovedElementNanoseconds = Solve("copies: element", copies)[0],
            LoopNanoseconds = Solve("loop nests: operation", loops)[0],
            ScalarLoopNanoseconds = Solve("loop nests by elements: operation", scalarLoops)[0],
        };
    }

    private double EfficiencyOf(Family family, MachineModel machine)
    {
        return Efficiency(Solve(family.ToString(), [.. Of(family).Select(m =>
            new Observation(Math.Max(1, m.Nanoseconds - machine.StepNanoseconds), [Arithmetic(m, machine)]))])[0]);
    }

    /// <summary>How much of the shorter one of multiplying and of reading filters comes on top of the longer one.</summary>
    private double Exposed(MachineModel machine)
    {
        var shares = Of(Family.ColdFilters).Select(m =>
        {
            var hidden = Predict(m, machine with { ExposedShare = 0 });
            var added = Predict(m, machine with { ExposedShare = 1 });
            return ((m.Nanoseconds / m.Experiment.Count) - hidden) / (added - hidden);
        }).Order().ToList();
        return Math.Clamp((shares[(shares.Count - 1) / 2] + shares[shares.Count / 2]) / 2, 0, 1);
    }

    private double[] Solve(string constants, IReadOnlyList<Observation> observations)
    {
        var found = Fit.Solve(observations);
        _errors.Add((constants, Fit.WorstError(observations, found)));
        return found;
    }

    private static double Efficiency(double reciprocal) => 1 / Math.Max(0.01, reciprocal);

    private double Arithmetic(Measurement m, MachineModel machine) =>
        Term(m, _nothing with { FlopsPerNanosecond = machine.FlopsPerNanosecond / Scale });

    private static double Term(Measurement m, MachineModel machine) => Predict(m, machine) / Scale;

    private static double Predict(Measurement m, MachineModel machine)
    {
        // Filters of several layers are found where none of them fits.
        var costs = new CostModel(machine, m.Experiment.Family == Family.ColdFilters ? int.MaxValue : 0);
        var shape = m.Experiment.Shape!;
        return m.Experiment switch
        {
            { Tile: > 0 and var tile } => costs.Convolution(shape, ConvMethod.Winograd, tile, tile),
            { Family: Family.Fourier } when m.Plan.Calls.OfType<FourierDepthwiseConv>().First().Tiling is { } tiling =>
                costs.Fourier(shape, tiling.Rows, tiling.Columns),
            { Family: Family.Depthwise or Family.StridedDepthwise } => costs.Convolution(shape, ConvMethod.Depthwise),
            { Family: Family.Planar or Family.StridedPlanar } => costs.Convolution(shape, ConvMethod.Planar),
            _ => costs.Convolution(shape, ConvMethod.Direct),
        };
    }

    private IEnumerable<Measurement> Of(Family family) => measurements.Where(m => m.Experiment.Family == family);

    private static double TapsOf(ExecutionPlan plan) => plan.Calls.Sum(call => call switch
    {
        Pool pool => Positions(pool.Destination.Geometry) * pool.Window.KernelHeight * pool.Window.KernelWidth,
        GlobalPool pool => 3 * Positions(pool.Source.Geometry),
        _ => 0,
    });

    private static double Positions(Geometry g) => (double)g.Batch * g.BlockCount * g.Height * g.Width;

    private static double OperationsOf(ExecutionPlan plan) => plan.Calls.OfType<LoopNest>().Sum(StepCosts.Operations);

    private static double ElementsOf(ExecutionPlan plan) => plan.Outputs[0].Type.Shape.ElementCount;
}
