namespace ModelCompiler.CompilerServices;

/// <summary>Packs one tensor, in parts that do not depend on each other.</summary>
internal abstract class PackingStep
{
    /// <summary>The number of parts; fixed, so that the result does not depend on how many threads share them.</summary>
    public abstract int Parts { get; }

    /// <summary>The floats that the parts write together, from the first on.</summary>
    public abstract int Length { get; }

    /// <summary>Packs a part; <paramref name="destination"/> is the whole tensor's place, of which every part writes its own.</summary>
    public abstract void Pack(int part, Span<float> destination, PackingScratch scratch);
}

/// <summary>A number per channel, rounded to float.</summary>
internal sealed class VectorStep(double[] values) : PackingStep
{
    public override int Parts => 1;

    public override int Length => values.Length;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch) =>
        ChannelWeights.Pack(values, destination.Slice(0, values.Length));
}

/// <summary>Filters as they are stored.</summary>
internal sealed class PlanarStep(FilterSource filters, double[] scale, FilterShape shape) : PackingStep
{
    private const int FloatsPerPart = 1 << 16;

    private readonly int _outputs = Math.Max(1, FloatsPerPart / shape.PerOutput);

    public override int Parts => (shape.Outputs + _outputs - 1) / _outputs;

    public override int Length => shape.Outputs * shape.PerOutput;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch)
    {
        var first = part * _outputs;
        var count = Math.Min(_outputs, shape.Outputs - first);
        FilterRows.Read(filters, scale, shape, first, count, scratch).CopyTo(destination.Slice(first * shape.PerOutput));
    }
}
