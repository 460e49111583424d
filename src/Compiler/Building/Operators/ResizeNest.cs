using System.Globalization;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The loop nest of a Resize while it is made: axis by axis, with the tables that it reads.</summary>
internal sealed class ResizeNest(LayerContext layer, ResizeMode mode)
{
    private readonly NearestMode _nearest = layer.Reader.Choice<NearestMode>("nearest_mode");
    private readonly Expression[] _indices = Formula.Indices(layer.Operand.Shape.Rank);
    private readonly NestOperands _operands = new(layer.Operand);
    private readonly List<int> _taps = [];
    private Expression? _weight;
    private Expression _isInside = Formula.True;

    /// <summary>Takes the elements of an axis as the axis says.</summary>
    public void Resize(int number, ResizeAxis axis)
    {
        var results = Enumerable.Range(0, axis.Result).ToArray();
        if (results.Any(axis.IsOutside))
        {
            var isOutside = AddTable("outside", number, 1, [.. results.Select(index => axis.IsOutside(index) ? 1L : 0)]);
            _isInside = Formula.And(_isInside, Formula.Equal(isOutside, 0));
        }

        if (mode == ResizeMode.Nearest)
            TakeNearest(number, [.. results.Select(index => axis.Nearest(index, _nearest))]);
        else
            TakeNeighbours(number, [.. results.Select(index => axis.Taps(index, mode))]);
    }

    /// <summary>Adds the node.</summary>
    public Value? Append(TensorType result)
    {
        var body = _operands.Read(layer.Operand, _indices);
        if (_weight is not null)
            body = Formula.Reduce(Combiner.Sum, _taps, body * _weight);
        var extrapolation = (float)layer.Reader.Number("extrapolation_value", 0);
        var outside = body.Type == ElementType.Float32
            ? Formula.Number(extrapolation) : Formula.Convert(Formula.Number(extrapolation), body.Type);
        return layer.AppendNest("Resize", result, Formula.Select(_isInside, body, outside), _operands.Values);
    }

    private void TakeNearest(int axis, int[] sources)
    {
        // Enlarged by a whole number: each element stands there so many times.
        var factor = Array.FindIndex(sources, source => source != 0);
        var repeats = factor > 0 ? factor : Math.Max(1, sources.Length);
        _indices[axis] = sources.Select((source, i) => source == i / repeats).All(same => same)
            ? Formula.Index(axis) / repeats
            : AddTable("indices", axis, 1, [.. sources.Select(source => (long)source)]);
    }

    private void TakeNeighbours(int axis, (int Index, double Weight)[][] neighbours)
    {
        var count = neighbours.Length > 0 ? neighbours[0].Length : 0;
        var all = neighbours.SelectMany(taps => taps).ToArray();
        _indices[axis] = AddTable("indices", axis, count, [.. all.Select(tap => (long)tap.Index)]);
        var weights = TensorData.Of(TensorShape.Of(neighbours.Length, count), [.. all.Select(tap => (float)tap.Weight)]);
        var weight = Read(layer.AddConstant(weights, PartName("weights", axis)), axis);
        _weight = _weight is null ? weight : _weight * weight;
        _taps.Add(count);
    }

    /// <summary>Adds a table of integers, with one row for each element of the result along an axis.</summary>
    private Expression AddTable(string name, int axis, int columns, long[] values)
    {
        var shape = mode == ResizeMode.Nearest || name == "outside"
            ? TensorShape.Of(values.Length) : TensorShape.Of(columns == 0 ? 0 : values.Length / columns, columns);
        return Read(layer.AddConstant(TensorData.Of(new TensorType(ElementType.Int32, shape), values), PartName(name, axis)), axis);
    }

    private Expression Read(Value table, int axis)
    {
        Expression[] indices = table.Shape.Rank == 1 ? [Formula.Index(axis)] : [Formula.Index(axis), Formula.Term(_taps.Count)];
        return _operands.Read(table, indices);
    }

    private static string PartName(string name, int axis) => name + axis.ToString(CultureInfo.InvariantCulture);
}
