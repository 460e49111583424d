using ModelCompiler.Compiler.Expressions;

namespace ModelCompiler.Tests.Operators;

/// <summary>The next hidden numbers and cells from the inputs of a step, the hidden numbers and the cells.</summary>
internal delegate (double[] Hidden, double[] Cell) RecurrentStep(int direction, double[] x, double[] hidden, double[] cell);

/// <summary>Random operands of a recurrent operator, and its results by the definition.</summary>
internal sealed class RecurrentCase
{
    private readonly string _direction;
    private readonly int _gates;
    private readonly int _hidden;
    private readonly TensorData _x;
    private readonly TensorData _w;
    private readonly TensorData _r;
    private readonly TensorData _bias;
    private readonly TensorData? _lengths;
    private readonly TensorData? _initial;
    private readonly TensorData? _initialCell;

    public RecurrentCase(string direction, int gates, TensorData x, int hidden, TensorData? lengths, bool hasState)
    {
        (_direction, _gates, _hidden, _x, _lengths) = (direction, gates, hidden, x, lengths);
        Directions = direction == "bidirectional" ? 2 : 1;
        var batch = x.Shape[1];
        _w = TestTensor.Random(2, Directions, gates * hidden, x.Shape[2]);
        _r = TestTensor.Random(3, Directions, gates * hidden, hidden);
        _bias = TestTensor.Random(4, Directions, 2 * gates * hidden);
        _initial = hasState ? TestTensor.Random(5, Directions, batch, hidden) : null;
        _initialCell = hasState ? TestTensor.Random(6, Directions, batch, hidden) : null;
    }

    public int Directions { get; }

    public TensorData?[] Operands => _gates == 4
        ? [_x, _w, _r, _bias, _lengths, _initial, _initialCell] : [_x, _w, _r, _bias, _lengths, _initial];

    public double OfInput(int direction, int row, double[] x) =>
        _bias.At(direction, row) + x.Select((value, k) => value * _w.At(direction, row, k)).Sum();

    public double OfState(int direction, int row, double[] hidden) =>
        _bias.At(direction, (_gates * _hidden) + row) + hidden.Select((value, k) => value * _r.At(direction, row, k)).Sum();

    public double Gate(int direction, int row, double[] x, double[] hidden) =>
        OfInput(direction, row, x) + OfState(direction, row, hidden);

    /// <summary>Compares the results Y, Y_h and, if there is one, Y_c.</summary>
    public void Check(TensorData[] actual, RecurrentStep step)
    {
        var (time, batch) = (_x.Shape[0], _x.Shape[1]);
        var (y, last, lastCell) = (new double[time, Directions, batch][], new double[Directions, batch][], new double[Directions, batch][]);
        foreach (var at in TestTensor.Indices(Directions, batch))
        {
            var (d, b) = (at[0], at[1]);
            var length = _lengths is null ? time : (int)_lengths.Integers[b];
            var isReverse = _direction == "reverse" || d == 1;
            var (h, c) = (State(_initial, d, b), State(_initialCell, d, b));
            for (var t = 0; t < time; t++)
                y[t, d, b] = new double[_hidden];
            for (var i = 0; i < length; i++)
            {
                var t = isReverse ? length - 1 - i : i;
                (h, c) = step(d, [.. Enumerable.Range(0, _x.Shape[2]).Select(k => _x.At(t, b, k))], h, c);
                y[t, d, b] = h;
            }

            (last[d, b], lastCell[d, b]) = (h, c);
        }

        TestTensor.IsClose([time, Directions, batch, _hidden], at => y[at[0], at[1], at[2]][at[3]], actual[0]);
        TestTensor.IsClose([Directions, batch, _hidden], at => last[at[0], at[1]][at[2]], actual[1]);
        if (actual.Length > 2)
            TestTensor.IsClose([Directions, batch, _hidden], at => lastCell[at[0], at[1]][at[2]], actual[2]);
    }

    private double[] State(TensorData? initial, int direction, int batch) =>
        [.. Enumerable.Range(0, _hidden).Select(j => initial?.At(direction, batch, j) ?? 0)];
}
