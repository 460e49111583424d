using System.Reflection;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Tests.Networks;

namespace ModelCompiler.Tests.Threads;

/// <summary>Instances share weights and nothing else: as many as one likes may run at the same time.</summary>
public class ParallelInstanceTests
{
    private const int Instances = 8;
    private const int Runs = 20;

    /// <summary>Debug builds find out that another thread runs the instance.</summary>
    [Fact]
    public void AnInstanceThatRunsCannotBeRun()
    {
        var model = ModelAssembly.Compile(CompiledNetworks.Definitions[0]);
        var (instance, inputs) = (model.Create(model.Plan.ToModelWeights()), CompiledNetworks.InputsOf(model));
        var network = model.NetworkOf(instance);
        var users = network.GetType().GetField("users", BindingFlags.NonPublic | BindingFlags.Instance)!;
        users.SetValue(network, 1);
        Assert.Contains("at the same time", Assert.Throws<InvalidOperationException>(() => model.Run(instance, inputs)).Message);
        users.SetValue(network, 0);
        model.Run(instance, inputs);
        Assert.Equal(0, users.GetValue(network));
    }

    [Fact]
    public void InstancesInParallelComputeTheSameBits()
    {
        foreach (var model in ModelAssembly.Compile(CompiledNetworks.Definitions))
        {
            var weights = model.Plan.ToModelWeights();
            var inputs = Enumerable.Range(0, Instances).Select(i => CompiledNetworks.InputsOf(model, $"{i}")).ToArray();
            var alone = model.Create(weights);
            var expected = inputs.Select(input => model.Run(alone, input)).ToArray();
            // Every instance sees all inputs, in an order of its own, so that what one left in its arena would show in the next.
            Parallel.For(0, Instances, instance =>
            {
                var own = model.Create(weights);
                for (var run = 0; run < Runs; run++)
                {
                    var input = (instance + run) % Instances;
                    var actual = model.Run(own, inputs[input]);
                    for (var i = 0; i < actual.Length; i++)
                        Assert.True(
                            expected[input][i].AsSpan().SequenceEqual(actual[i]),
                            $"{model.Plan.Name}: output {i} of input {input} differs in instance {instance}");
                }
            });
        }
    }
}
