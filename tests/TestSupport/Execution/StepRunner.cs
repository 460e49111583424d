using System.Reflection;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Testing.Execution;

/// <summary>Runs the steps of an instance one by one, so that a test can look at the arena between them.</summary>
internal sealed class StepRunner
{
    private readonly ExecutionPlan _plan;
    private readonly object _network;
    private readonly float[][] _inputs;
    private readonly float[][] _outputs;
    private readonly IReadOnlyList<MethodInfo> _methods;

    public StepRunner(CompiledModel model, object instance, float[][] inputs)
    {
        _plan = model.Plan;
        _network = model.NetworkOf(instance);
        _inputs = inputs;
        _outputs = model.NewOutputs();
        _methods = StepMethods(model.Plan, _network.GetType());
    }

    private delegate void FloatLoad(ReadOnlySpan<float> values);

    private delegate void Store(Span<float> values);

    public float[][] Outputs => _outputs;

    /// <summary>The steps of a run in order, with the sample for which each runs: those in a loop come once per sample.</summary>
    public static IEnumerable<(int Step, int Sample)> StepsOf(ExecutionPlan plan)
    {
        var loop = plan.SampleLoop ?? new(1, 0, 0);
        return [.. Once(0, loop.First), .. Enumerable.Range(0, loop.Samples).SelectMany(sample => Range(loop.First, loop.End, sample)), .. Once(loop.End, plan.Calls.Count)];

        static IEnumerable<(int, int)> Once(int first, int end) => Range(first, end, 0);
        static IEnumerable<(int, int)> Range(int first, int end, int sample) => Enumerable.Range(first, end - first).Select(step => (step, sample));
    }

    public void Run(int step, int sample)
    {
        var (method, call) = (_methods[step], _plan.Calls[step]);
        var samples = _plan.SampleLoop?.Contains(step) == true ? _plan.SampleLoop.Samples : 1;
        switch (call)
        {
            case LoadInput load:
                method.CreateDelegate<FloatLoad>(_network)(PartOf(_inputs[load.Input], sample, samples));
                break;
            case StoreOutput store:
                method.CreateDelegate<Store>(_network)(PartOf(_outputs[store.Output], sample, samples));
                break;
            case StackSample:
                method.Invoke(_network, [sample]);
                break;
            default:
                method.Invoke(_network, [.. Arguments(call).Take(method.GetParameters().Length)]);
                break;
        }
    }

    private static Span<float> PartOf(float[] values, int sample, int samples) =>
        values.AsSpan(sample * (values.Length / samples), values.Length / samples);

    private object[] Arguments(KernelCall call) =>
        [0, call.WorkItems, call.ItemScratch is { } scratch ? (int)(_plan.ByteOffsetOf(scratch) / sizeof(float)) : 0];

    /// <summary>The optimised methods in the order of the plan's calls; Winograd's have three more for their phases.</summary>
    private static List<MethodInfo> StepMethods(ExecutionPlan plan, Type network)
    {
        var declared = new Queue<MethodInfo>(network
            .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)).OrderBy(method => method.MetadataToken));
        var steps = new List<MethodInfo>();
        foreach (var call in plan.Calls)
        {
            steps.Add(declared.Dequeue());
            for (var phase = 0; call is WinogradConv && phase < 3; phase++)
                declared.Dequeue();
        }
        return declared.Count == 0 ? steps : throw new InvalidOperationException("The methods are not those of the plan.");
    }
}
