using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Reporting;
using Buffer = ModelCompiler.Compiler.Plan.Buffer;

namespace ModelCompiler.Tool.HtmlReport;

/// <summary>The arena as a picture: a rectangle for each buffer, over the steps that need it and the bytes that it takes.</summary>
internal static class ArenaSection
{
    private const double Left = 74;
    private const double Width = 880;
    private const double Height = 360;
    private const double Bottom = 24;

    // A character of the labels is about six pixels wide.
    private const double CharacterWidth = 6.2;
    private const double LabelHeight = 13;
    private const int ShortestLabel = 5;

    // What is smaller than a dozen others does not make the peak.
    private const int Shown = 12;

    public static Html Print(ExecutionPlan plan)
    {
        var peak = ArenaUse.PeakOf(plan);
        return Html.Of(
            $"""
            <section id="arena">
            <h2>Arena</h2>
            <p>{Units.Bytes(plan.ArenaBytes)} in one block. Each rectangle is a buffer: from left to right the steps of a run during which it is needed, from bottom to top the bytes that it takes. Most is alive in step {peak + 1} of {plan.Calls.Count}, {plan.Calls[peak].Name}: {Units.Bytes(plan.ArenaLowerBoundBytes)}.</p>
            <div class="scroll">
            <svg class="arena" viewBox="0 0 {Left + Width + 6} {Height + Bottom}" width="{Left + Width + 6}" height="{Height + Bottom}" role="img" aria-label="The arena over the steps of a run">
            <rect class="peak" x="{X(plan, peak)}" y="0" width="{Math.Max(1.5, Width / plan.Calls.Count)}" height="{Height}" />
            {Html.Lines(plan.Buffers.Select(buffer => Rectangle(plan, buffer)))}
            <path class="axis" d="M{Left} 0V{Height}H{Left + Width}" />
            <text class="tick" x="{Left - 6}" y="10" text-anchor="end">{Units.Bytes(plan.ArenaBytes)}</text>
            <text class="tick" x="{Left - 6}" y="{Height}" text-anchor="end">0</text>
            <text class="tick" x="{Left}" y="{Height + 16}">first step</text>
            <text class="tick" x="{Left + Width}" y="{Height + 16}" text-anchor="end">last step</text>
            </svg>
            </div>
            <p>At the peak:</p>
            <table class="bars"><tbody>
            {Html.Lines(ArenaUse.AliveAt(plan, peak).OrderByDescending(buffer => buffer.ByteLength).Take(Shown).Select(buffer => Row(plan, buffer, peak)))}
            </tbody></table>
            </section>
            """);
    }

    private static Html Row(ExecutionPlan plan, Buffer buffer, int peak)
    {
        var owners = ArenaUse.OwnersUntil(plan, buffer, peak);
        var name = NameOf(owners with { Layers = owners.Layers.Skip(owners.Layers.Count - 1).ToEquatableArray() });
        return Html.Of(
            $"""<tr><th scope="row">{name}</th><td><div class="bar buffer"><i style="width:{100.0 * buffer.ByteLength / plan.ArenaLowerBoundBytes}%"></i><span>{Units.Bytes(buffer.ByteLength)}</span></div></td></tr>""");
    }

    private static Html Rectangle(ExecutionPlan plan, Buffer buffer)
    {
        var owners = ArenaUse.OwnersOf(plan, buffer);
        var (x, width) = (X(plan, buffer.FirstCall), Width * (buffer.LastCall - buffer.FirstCall + 1) / plan.Calls.Count);
        var height = Height * buffer.ByteLength / plan.ArenaBytes;
        var y = Height - (Height * buffer.ByteOffset / plan.ArenaBytes) - height;
        var name = NameOf(owners);
        return Html.Of(
            $"""<g class="{(owners.IsScratch ? "scratch" : "buffer")}"><rect x="{x}" y="{y}" width="{width}" height="{height}" /><title>{name}: {Units.Bytes(buffer.ByteLength)} at {Units.Count(buffer.ByteOffset)}, steps {buffer.FirstCall + 1} to {buffer.LastCall + 1}</title>{Label(name, x, y, width, height)}</g>""");
    }

    private static Html Label(string name, double x, double y, double width, double height)
    {
        var characters = (int)((width - 6) / CharacterWidth);
        return height < LabelHeight || characters < ShortestLabel ? Html.Empty
            : Html.Of($"""<text x="{x + 3}" y="{y + (height / 2) + 4}">{Shortened.To(name, characters)}</text>""");
    }

    private static string NameOf(BufferOwners owners) => (owners.IsScratch ? "scratch of " : "") + string.Join(", ", owners.Layers);

    private static double X(ExecutionPlan plan, int call) => Left + (Width * call / plan.Calls.Count);
}
