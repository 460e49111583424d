using ModelCompiler.Benchmarks.Kernels.Layers;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Benchmarks.Kernels;

/// <summary>A layer with an algorithm; public because BenchmarkDotNet passes it on.</summary>
public sealed class LayerCase
{
    private readonly LayerShape _shape;
    private readonly string _algorithm;

    internal LayerCase(LayerShape shape, string algorithm) => (_shape, _algorithm) = (shape, algorithm);

    /// <summary>Two for each multiply-add of the layer's definition, whatever the algorithm; 0 before it is compiled.</summary>
    public double Flops { get; private set; }

    /// <summary>Input, output and weights as they are packed, once each.</summary>
    public double Bytes { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => $"{_shape.Network} {_shape.Name} {_algorithm}";

    internal Action Compile()
    {
        var model = LayerShape.Compile(_shape, _algorithm);
        Describe(model.Plan);
        return model.RunOf(model.Steps);
    }

    private void Describe(ExecutionPlan plan)
    {
        Flops = 2.0 * plan.Macs;
        Bytes = sizeof(float) * (plan.PackedLength
            + plan.Inputs.Sum(port => (double)port.Type.Shape.ElementCount) + plan.Outputs.Sum(port => (double)port.Type.Shape.ElementCount));
    }
}
