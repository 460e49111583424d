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

    public void Run(int step, KernelCall call)
    {
        var method = _methods[step];
        switch (call)
        {
            case LoadInput load:
                method.CreateDelegate<FloatLoad>(_network)(_inputs[load.Input]);
                break;
            case StoreOutput store:
                method.CreateDelegate<Store>(_network)(_outputs[store.Output]);
                break;
            default:
                method.Invoke(_network, [.. Arguments(call).Take(method.GetParameters().Length)]);
                break;
        }
    }

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
