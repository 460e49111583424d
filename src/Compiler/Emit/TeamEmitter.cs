using ModelCompiler.Compiler.Emit.Calls;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit;

/// <summary>
/// Prints how the threads of an instance compute an inference: the caller's goes through the steps, and shares those that are
/// divided with the others, one phase each.
/// </summary>
internal sealed class TeamEmitter
{
    // A phase takes about 40 bytes of IL: methods stay far below the 25 KB that the JIT optimises.
    private const int PhasesPerMethod = 250;

    private readonly CallContext _context;
    private readonly SourceWriter _writer;
    private readonly List<(string Comment, string Share, string Call)> _phases = [];

    private TeamEmitter(CallContext context, SourceWriter writer) => (_context, _writer) = (context, writer);

    public static void Write(IReadOnlyList<NetworkStep> steps, CallContext context, ModelSurface surface, SourceWriter writer)
    {
        var emitter = new TeamEmitter(context, writer);
        emitter.WriteRun(steps, surface);
        emitter.WriteParts();
    }

    private void WriteRun(IReadOnlyList<NetworkStep> steps, ModelSurface surface)
    {
        _writer.Line();
        _writer.Line("// The same with several threads: they share the larger steps, the rest is done by the caller's.");
        using (_writer.Block($"private void RunOnTeam({surface.Parameters})"))
        {
            if (_context.Plan.IsProfiled)
                _writer.Line("this.Profile.Start();");
            StepSequence.Write(
                _context.Plan, _writer, (step, samples) => WriteStep(steps[step], _context.Plan.Divisions[step], surface, samples));
        }
    }

    private void WriteStep(NetworkStep step, WorkDivision division, ModelSurface surface, int samples)
    {
        switch (division)
        {
            case WorkDivision.Items:
                WriteItems(step);
                break;
            case WorkDivision.Steps:
                WriteWinograd((WinogradConv)step.Call, step.Winograd!);
                break;
            case WorkDivision.ItemsOrSteps:
                using (_writer.Block($"if ({step.Call.WorkItems} % this.team!.Threads == 0)"))
                    WriteItems(step);
                using (_writer.Block("else"))
                    WriteWinograd((WinogradConv)step.Call, step.Winograd!);
                break;
            default:
                _writer.Line(step.Text(surface, _context, samples));
                break;
        }
    }

    private void WriteItems(NetworkStep step)
    {
        var scratch = step.Call.ItemScratch is { } view ? $", {WorkerScratch(view)}" : "";
        var phase = AddPhase(step.Call.Name, $"{step.Call.WorkItems}", $"{step.Method}(share.First, share.End{scratch})");
        _writer.Line($"this.team!.Run(this, {phase}); // {step.Method}");
    }

    private void WriteWinograd(WinogradConv call, WinogradSteps steps)
    {
        var d = call.Destination.Geometry;
        var isOneBlock = call.WorkItems == 1;
        var firstTile = isOneBlock ? "" : $"round * {call.TileBlock} + ";
        var tiles = isOneBlock ? $"{call.Tiles}" : $"Math.Min({call.TileBlock}, {call.Tiles} - round * {call.TileBlock})";
        var scratch = _context.Start(call.Scratch);
        var range = $"{firstTile}share.First, {firstTile}share.End, share.FirstBlock, share.EndBlock, {CallContext.Offset(scratch, ("share.First", 16, call.TileBlock))}";
        var first = AddPhase($"{call.Name}, input transform", $"{tiles}, {call.Products.InputBlocks}", $"{steps.Input}({range})");
        AddPhase($"{call.Name}, products", $"{call.Positions}, {call.Products.Items}",
            $"{steps.Products}(share.First, share.End, share.FirstBlock, share.EndBlock, {scratch})");
        AddPhase($"{call.Name}, output transform", $"{tiles}, {d.BlockCount}", $"{steps.Output}({range})");
        _writer.Line($"this.team!.RunRounds(this, {first}, phases: 3, rounds: {call.WorkItems}); // {steps.Input}, {steps.Products}, {steps.Output}");
    }

    /// <summary>Each thread has a scratch of its own: the first the arena's, the others one behind it.</summary>
    private string WorkerScratch(TensorView scratch)
    {
        var plan = _context.Plan;
        var length = plan.WorkerScratchLength;
        return $"part == 0 ? {_context.Start(scratch)} : {(plan.ArenaBytes / sizeof(float)) - length} + part * {length}";
    }

    private int AddPhase(string name, string amount, string call)
    {
        _phases.Add((CSharpText.Comment(name), $"WorkShare.Of({amount}, part, parts)", call));
        return _phases.Count - 1;
    }

    private void WriteParts()
    {
        var methods = (_phases.Count + PhasesPerMethod - 1) / PhasesPerMethod;
        _writer.Line();
        _writer.Line("// One thread's part of a phase.");
        using (_writer.Block("void ITeamWork.RunPart(int phase, int round, int part, int parts)"))
        {
            if (methods == 1)
                WriteSwitch(0);
            else
                for (var i = 0; i < methods; i++)
                    _writer.Line($"if (phase / {PhasesPerMethod} == {i}) RunPart{i}(phase, round, part, parts);");
        }

        for (var i = 0; i < methods && methods > 1; i++)
        {
            _writer.Line();
            using (_writer.Block($"private void RunPart{i}(int phase, int round, int part, int parts)"))
                WriteSwitch(i * PhasesPerMethod);
        }
    }

    private void WriteSwitch(int first)
    {
        _writer.Line("WorkShare share;");
        using (_writer.Block("switch (phase)"))
            for (var phase = first; phase < Math.Min(_phases.Count, first + PhasesPerMethod); phase++)
            {
                var (comment, share, call) = _phases[phase];
                _writer.Line($"case {phase}: // {comment}");
                using (_writer.Indent())
                    _writer.Line($"share = {share};").Line($"{call};").Line("break;");
            }
    }
}
