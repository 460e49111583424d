using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Testing.Reference;

/// <summary>RNN, GRU and LSTM by ONNX's formulas, a number at a time.</summary>
internal static class ReferenceRecurrent
{
    /// <param name="states">The states that the steps begin with, for each sample, and are left in; null to begin as the operands say.</param>
    public static double[] Run(RecurrentForm form, Tensor?[] operands, double[][]? states = null)
    {
        var kept = form.Kept.Count(form.Steps);
        var result = new double[form.Samples * kept * form.Units];
        for (var sample = 0; sample < form.Samples; sample++)
        {
            var cell = new Cell(form, operands, sample);
            if (states is not null)
                (cell.Hidden, cell.State) = (states[0], states[1]);
            var length = operands[Recurrent.Lengths] is { } lengths ? (int)lengths[sample] : form.Steps;
            for (var taken = 0; taken < form.Steps; taken++)
            {
                var step = form.IsReverse ? form.Steps - 1 - taken : taken;
                if (step < length)
                    cell.Step(step);
                if (form.Kept.Sequence && step < length)
                    Put(sample, step, cell.Hidden);
            }

            var next = form.Kept.Sequence ? form.Steps : 0;
            if (form.Kept.Hidden)
                Put(sample, next++, cell.Hidden);
            if (form.Kept.Cell)
                Put(sample, next, cell.State);
            if (states is not null)
                (states[0], states[1]) = (cell.Hidden, cell.State);
        }

        return result;

        void Put(int sample, int state, double[] values) =>
            values.CopyTo(result, (form.IsTimeFirst ? (state * form.Samples) + sample : (sample * kept) + state) * form.Units);
    }

    /// <summary>The states of one sample.</summary>
    private sealed class Cell(RecurrentForm form, Tensor?[] operands, int sample)
    {
        private readonly int _units = form.Units;

        public double[] Hidden { get; set; } = Initial(operands[Recurrent.InitialHidden], sample, form.Units);

        public double[] State { get; set; } = Initial(operands[Recurrent.InitialCell], sample, form.Units);

        public void Step(int step)
        {
            var row = form.IsTimeFirst ? (step * form.Samples) + sample : (sample * form.Steps) + step;
            double Input(int gate, int unit) => operands[Recurrent.Inputs]![row, (gate * _units) + unit];
            double Sum(int gate, int unit) => Input(gate, unit) + Product(Recurrent.Matrix, (gate * _units) + unit, Hidden);
            switch (form.Cell)
            {
                case CellKind.Simple:
                    Hidden = Each(unit => Function(0, Sum(0, unit)));
                    break;
                case CellKind.Gru:
                    var (z, r) = (Each(unit => Function(0, Sum(0, unit))), Each(unit => Function(0, Sum(1, unit))));
                    var gated = Each(unit => r[unit] * Hidden[unit]);
                    var candidate = Each(unit => Function(1, Input(2, unit) + (form.IsLinearBeforeReset
                        ? r[unit] * Product(Recurrent.LastMatrix, unit, Hidden) : Product(Recurrent.LastMatrix, unit, gated))));
                    Hidden = Each(unit => ((1 - z[unit]) * candidate[unit]) + (z[unit] * Hidden[unit]));
                    break;
                default:
                    var i = Each(unit => Function(0, Sum(0, unit) + Peephole(0, unit, State)));
                    var f = Each(unit => form.IsCoupled ? 1 - i[unit] : Function(0, Sum(2, unit) + Peephole(2, unit, State)));
                    State = Each(unit => (f[unit] * State[unit]) + (i[unit] * Function(1, Sum(3, unit))));
                    Hidden = Each(unit => Function(0, Sum(1, unit) + Peephole(1, unit, State)) * Apply(form.Activations[2], State[unit]));
                    break;
            }
        }

        private double[] Each(Func<int, double> value) => [.. Enumerable.Range(0, _units).Select(value)];

        private double Product(int matrix, int row, double[] vector)
        {
            var sum = operands[matrix + 1]?[row] ?? 0;
            for (var column = 0; column < _units; column++)
                sum += Element(operands[matrix]!, row, column) * vector[column];
            return sum;
        }

        // A computed matrix is in blocks of 16 rows.
        private static double Element(Tensor matrix, int row, int column) =>
            matrix.Shape.Rank == 2 ? matrix[row, column] : matrix[row / 16, column, row % 16];

        private double Peephole(int gate, int unit, double[] state) =>
            operands[Recurrent.Peepholes] is { } peepholes ? peepholes[(gate * _units) + unit] * state[unit] : 0;

        private double Function(int index, double x) =>
            Apply(form.Activations[index], form.Clip > 0 ? Math.Clamp(x, -form.Clip, form.Clip) : x);

        private static double Apply(CellActivation activation, double x)
        {
            var (alpha, beta) = (activation.Alpha, activation.Beta);
            return activation.Name switch
            {
                "Relu" => Math.Max(0, x),
                "Tanh" => Math.Tanh(x),
                "Sigmoid" => 1 / (1 + Math.Exp(-x)),
                "Affine" => (alpha * x) + beta,
                "LeakyRelu" => x < 0 ? alpha * x : x,
                "ThresholdedRelu" => x > alpha ? x : 0,
                "ScaledTanh" => alpha * Math.Tanh(beta * x),
                "HardSigmoid" => Math.Clamp((alpha * x) + beta, 0, 1),
                "Elu" => x < 0 ? alpha * (Math.Exp(x) - 1) : x,
                "Softsign" => x / (1 + Math.Abs(x)),
                "Softplus" => Math.Log(1 + Math.Exp(x)),
                _ => throw new InvalidOperationException($"The reference interpreter does not know {activation}."),
            };
        }

        private static double[] Initial(Tensor? states, int sample, int units) =>
            states is null ? new double[units] : states.Data.AsSpan(sample * units, units).ToArray();
    }
}
