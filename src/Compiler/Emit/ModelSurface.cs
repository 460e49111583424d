using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit;

/// <summary>The public members of a compiled model, as far as its inputs and outputs determine them.</summary>
internal sealed class ModelSurface
{
    public ModelSurface(EquatableArray<ModelPort> inputs, EquatableArray<ModelPort> outputs)
    {
        var parameters = new UniqueNames();
        var members = new UniqueNames();
        Inputs = [.. Ports(inputs, "input", "Input", parameters, members)];
        Outputs = [.. Ports(outputs, "output", "Output", parameters, members)];
    }

    public IReadOnlyList<SurfacePort> Inputs { get; }

    public IReadOnlyList<SurfacePort> Outputs { get; }

    /// <summary>The parameters of Run where names of the framework mean what they say.</summary>
    public string Parameters => string.Join(", ", Inputs.Select(port => $"ReadOnlySpan<{port.Element}> {port.Parameter}")
        .Concat(Outputs.Select(port => $"Span<{port.Element}> {port.Parameter}")));

    /// <summary>The parameters, passed on.</summary>
    public string Arguments => string.Join(", ", Inputs.Concat(Outputs).Select(port => port.Parameter));

    private static IEnumerable<SurfacePort> Ports(
        EquatableArray<ModelPort> ports, string parameter, string member, UniqueNames parameters, UniqueNames members) =>
        ports.Select(port => new SurfacePort(
            port,
            parameters.Take(ports.Count == 1 ? parameter : CSharpText.Camel(port.Name)),
            members.Take(ports.Count == 1 ? member : CSharpText.Pascal(port.Name))));
}

/// <summary>An input or output with its names in C#.</summary>
/// <param name="Parameter">Name of Run's parameter.</param>
/// <param name="Member">Prefix of the constants: Input gives InputLength and InputShape.</param>
internal sealed record SurfacePort(ModelPort Port, string Parameter, string Member)
{
    public string Element => (Port.Format?.Element ?? Port.Type.Element).CSharpName();

    /// <summary>The shape as the caller passes it: with the channels last where the input says so.</summary>
    public IReadOnlyList<int> CallerShape
    {
        get
        {
            var shape = Port.Type.Shape.Dimensions;
            return Port.Format is { ChannelsLast: true } && shape.Count > 2
                ? [shape[0], .. shape.Skip(2), shape[1]] : [.. shape];
        }
    }

    public string ShapeText => $"[{string.Join(", ", CallerShape)}]";
}
