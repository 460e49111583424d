using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a recurrent layer: a loop over its steps.</summary>
internal sealed class RecurrentEmitter
{
    private readonly RecurrentCall _call;
    private readonly RecurrentForm _form;
    private readonly CallContext _context;
    private readonly SourceWriter _writer;

    private RecurrentEmitter(RecurrentCall call, CallContext context, SourceWriter writer) =>
        (_call, _form, _context, _writer) = (call, call.Form, context, writer);

    public static void Write(RecurrentCall call, CallContext context, SourceWriter writer) =>
        new RecurrentEmitter(call, context, writer).Write();

    private int Units => _form.Units;

    private void Write()
    {
        using (_writer.Block("for (int sample = first; sample < end; sample++)"))
        {
            WriteSpans();
            if (_call.Lengths is { } lengths)
                _writer.Line($"int length = {_context.Span(lengths)}[sample];");
            var steps = CSharpText.Number(_form.Steps);
            using (_writer.Block(_form.IsReverse
                ? $"for (int step = {CSharpText.Number(_form.Steps - 1)}; step >= 0; step--)" : $"for (int step = 0; step < {steps}; step++)"))
                WriteStep();
            WriteLastStates();
        }
    }

    /// <summary>The spans of gates and states; states begin as they are given, as zeros, or as the run before left them.</summary>
    private void WriteSpans()
    {
        _writer.Line($"Span<float> gates = arena.Span.Slice(scratch, {_call.Matrix.Rows});");
        var next = _call.Matrix.Rows;
        if (_call.Last is { } last)
        {
            _writer.Line($"Span<float> candidate = arena.Span.Slice(scratch + {next}, {last.Rows});");
            next += last.Rows;
            if (!_form.IsLinearBeforeReset)
                _writer.Line($"Span<float> kept = arena.Span.Slice(scratch + {next}, {Units});");
            next += last.Rows;
        }

        WriteState("hidden", 0, next, _call.InitialHidden);
        if (_form.Cell == CellKind.Lstm)
            WriteState("cell", _call.StateLength, next + _call.StateLength, _call.InitialCell);
    }

    private void WriteState(string name, int stateOffset, int scratchOffset, TensorView? initial)
    {
        var start = _call.State is { } state ? CSharpText.Number(_context.Start(state) + stateOffset) : $"scratch + {scratchOffset}";
        _writer.Line($"Span<float> {name} = arena.Span.Slice({start}, {Units});");
        if (initial is not null)
            _writer.Line($"arena.Span.Slice({At(initial, initial.Geometry.BatchStride, "sample", _form.Samples)}, {Units}).CopyTo({name});");
        else if (_call.State is null)
            _writer.Line($"{name}.Clear();");
    }

    private void WriteStep()
    {
        if (_call.Lengths is not null)
            using (_writer.Block("if (step >= length)"))
            {
                if (_form.Kept.Sequence)
                    _writer.Line($"{Result("step")}.Clear();");
                _writer.Line("continue;");
            }

        var row = _call.Inputs.Geometry.BatchStride;
        var (sampleRows, stepRows) = _form.IsTimeFirst ? (1, _form.Samples) : (_form.Steps, 1);
        var inputs = CallContext.Offset(
            _context.Origin(_call.Inputs), ("sample", sampleRows * row, _form.Samples), ("step", stepRows * row, _form.Steps));
        _writer.Line($"ReadOnlySpan<float> inputs = arena.Span.Slice({inputs}, {row});");
        WriteProduct(_call.Matrix, $"inputs.Slice(0, {_call.Matrix.Rows})", "hidden", "gates");
        switch (_form.Cell)
        {
            case CellKind.Simple:
                WriteActivation(0, $"gates.Slice(0, {Units})");
                _writer.Line($"gates.Slice(0, {Units}).CopyTo(hidden);");
                break;
            case CellKind.Gru:
                WriteGru();
                break;
            default:
                WriteLstm();
                break;
        }

        if (_form.Kept.Sequence)
            _writer.Line($"hidden.CopyTo({Result("step")});");
    }

    private void WriteGru()
    {
        WriteActivation(0, $"gates.Slice(0, {2 * Units})");
        var candidate = $"candidate.Slice(0, {Units})";
        if (_form.IsLinearBeforeReset)
        {
            WriteProduct(_call.Last!, null, "hidden", "candidate");
            _writer.Line($"StateVector.Multiply({candidate}, {Gate(1)});");
        }
        else
        {
            _writer.Line("hidden.CopyTo(kept);");
            _writer.Line($"StateVector.Multiply(kept, {Gate(1)});");
            WriteProduct(_call.Last!, null, "kept", "candidate");
        }

        _writer.Line($"StateVector.Add({candidate}, inputs.Slice({2 * Units}, {Units}));");
        WriteActivation(1, candidate);
        _writer.Line($"StateVector.Blend(hidden, {Gate(0)}, {candidate});");
    }

    private void WriteLstm()
    {
        if (IsPlainLstm)
        {
            _writer.Line("StateVector.UpdateLstm(gates, cell, hidden);");
            return;
        }

        if (_call.Peepholes is not null)
            WritePeephole(0, 0);
        WriteActivation(0, Gate(0));
        if (_form.IsCoupled)
        {
            _writer.Line($"{Gate(0)}.CopyTo({Gate(2)});");
            _writer.Line($"StateVector.Complement({Gate(2)});");
        }
        else
        {
            if (_call.Peepholes is not null)
                WritePeephole(2, 2);
            WriteActivation(0, Gate(2));
        }

        WriteActivation(1, Gate(3));
        _writer.Line($"StateVector.Replace(cell, {Gate(2)}, {Gate(0)}, {Gate(3)});");
        if (_call.Peepholes is not null)
            WritePeephole(1, 1);
        WriteActivation(0, Gate(1));
        _writer.Line("cell.CopyTo(hidden);");
        WriteActivation(2, "hidden", isClipped: false);
        _writer.Line($"StateVector.Multiply(hidden, {Gate(1)});");
    }

    private bool IsPlainLstm => _call.Peepholes is null && !_form.IsCoupled && _form.Clip == 0
        && _form.Activations.Select(activation => activation.Name).SequenceEqual(["Sigmoid", "Tanh", "Tanh"]);

    private void WritePeephole(int gate, int peephole)
    {
        var (buffer, offset) = Place(_call.Peepholes!);
        _writer.Line($"StateVector.AddProduct({Gate(gate)}, {buffer}.Span.Slice({offset + (peephole * Units)}, {Units}), cell);");
    }

    private void WriteProduct(RecurrentMatrix matrix, string? addend, string vector, string result)
    {
        var (buffer, offset) = Place(matrix.Weights);
        var bias = "default";
        if (matrix.Bias is { } operand && Place(operand) is var (biases, start))
            bias = $"{biases}.Span.Slice({start}, {matrix.Rows})";
        _writer.Line($"RecurrentProduct.Multiply({buffer}, {offset}, {bias}, {addend ?? "default"}, {vector}, {result});");
    }

    private void WriteActivation(int index, string values, bool isClipped = true)
    {
        if (isClipped && _form.Clip > 0)
            _writer.Line($"StateVector.Clip({values}, {CSharpText.Float(_form.Clip)});");
        var activation = _form.Activations[index];
        var (alpha, beta) = (CSharpText.Float(activation.Alpha), CSharpText.Float(activation.Beta));
        var arguments = activation.Name switch
        {
            "Affine" or "ScaledTanh" or "HardSigmoid" => $", {alpha}, {beta}",
            "LeakyRelu" or "ThresholdedRelu" or "Elu" => $", {alpha}",
            _ => "",
        };
        _writer.Line($"Activations.{activation.Name}({values}{arguments});");
    }

    private void WriteLastStates()
    {
        var next = _form.Kept.Sequence ? _form.Steps : 0;
        if (_form.Kept.Hidden)
            _writer.Line($"hidden.CopyTo({Result(CSharpText.Number(next++))});");
        if (_form.Kept.Cell)
            _writer.Line($"cell.CopyTo({Result(CSharpText.Number(next))});");
    }

    /// <summary>A gate of the state, in ONNX's order.</summary>
    private string Gate(int number) => $"gates.Slice({number * Units}, {Units})";

    /// <summary>The place of a state in the result.</summary>
    private string Result(string state)
    {
        var g = _call.Destination.Geometry;
        var (sampleStride, stateStride) = _form.IsTimeFirst ? (g.BlockStride, g.BatchStride) : (g.BatchStride, g.BlockStride);
        var origin = _context.Origin(_call.Destination);
        var offset = state == "step"
            ? CallContext.Offset(origin, ("sample", sampleStride, _form.Samples), ("step", stateStride, _form.Kept.Count(_form.Steps)))
            : CallContext.Offset(origin + (int.Parse(state, System.Globalization.CultureInfo.InvariantCulture) * stateStride), ("sample", sampleStride, _form.Samples));
        return $"arena.Span.Slice({offset}, {Units})";
    }

    private string At(TensorView view, int stride, string index, int count) =>
        CallContext.Offset(_context.Origin(view), (index, stride, count));

    private (string Buffer, int Offset) Place(RecurrentOperand operand) => operand switch
    {
        RecurrentOperand.Packed packed => ("weights", packed.Tensor.Offset),
        RecurrentOperand.Computed computed => ("arena", _context.Origin(computed.View)),
        _ => throw new InvalidOperationException($"No place for {operand}."),
    };
}
