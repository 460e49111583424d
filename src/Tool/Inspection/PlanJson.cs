using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tool.Inspection;

/// <summary>A plan for other programs. <c>docs/modelc.md</c> describes the names, which do not change within a format's number.</summary>
internal static class PlanJson
{
    private const string Format = "modelcompiler-inspect/1";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        // The text stands in no web page: names stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Print(ExecutionPlan plan)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            var surface = new ModelSurface(plan.Inputs, plan.Outputs);
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("name", plan.Name);
            json.WriteString("fingerprint", plan.Fingerprint);
            WritePorts(json, "inputs", surface.Inputs);
            WritePorts(json, "outputs", surface.Outputs);
            WriteLayers(json, plan);
            WriteTotals(json, plan);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void WritePorts(Utf8JsonWriter json, string name, IReadOnlyList<SurfacePort> ports)
    {
        json.WriteStartArray(name);
        foreach (var port in ports)
        {
            json.WriteStartObject();
            json.WriteString("name", port.Port.Name);
            json.WriteString("type", port.Element == "byte" ? "uint8" : "float32");
            WriteShape(json, "shape", port.CallerShape);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLayers(Utf8JsonWriter json, ExecutionPlan plan)
    {
        json.WriteStartArray("layers");
        foreach (var layer in plan.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("operator", layer.Operator);
            WriteShape(json, "outputShape", layer.OutputShape.Dimensions);
            json.WriteNumber("parameters", layer.Parameters);
            json.WriteNumber("macs", layer.Macs);
            json.WriteNumber("flops", layer.Flops);
            json.WriteString("sizeFormula", NullIfEmpty(layer.SizeFormula));
            WriteField(json, layer.ReceptiveField);
            json.WriteNumber("weightBytes", layer.WeightBytes);
            json.WriteNumber("outputBytes", layer.OutputBytes);
            json.WriteString("algorithm", NullIfEmpty(layer.Algorithm));
            json.WriteNumber("predictedNanoseconds", layer.PredictedNanoseconds);
            json.WriteString("runnerUp", NullIfEmpty(layer.RunnerUp));
            if (layer.Division is { } division)
                WriteDivision(json, division);
            if (layer.Output is { } output)
                json.WriteNumber("arenaOffset", plan.ByteOffsetOf(output));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTotals(Utf8JsonWriter json, ExecutionPlan plan)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("parameters", plan.ParameterCount);
        json.WriteNumber("macs", plan.Macs);
        json.WriteNumber("weightBytes", plan.WeightBytes);
        json.WriteNumber("arenaBytes", plan.ArenaBytes);
        json.WriteNumber("arenaLowerBoundBytes", plan.ArenaLowerBoundBytes);
        json.WriteNumber("predictedNanoseconds", plan.PredictedNanoseconds.Sum());
        json.WriteNumber("dividedNanoseconds", plan.DividedNanoseconds);
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, ReceptiveField field)
    {
        if (field.IsWhole)
        {
            json.WriteNull("receptiveField");
            json.WriteNull("effectiveStride");
            return;
        }

        WriteShape(json, "receptiveField", field.Axes.Select(axis => (int)axis.Size));
        WriteShape(json, "effectiveStride", field.Axes.Select(axis => (int)axis.Jump));
    }

    private static void WriteDivision(Utf8JsonWriter json, StepDivision division)
    {
        json.WriteString("division", division switch
        {
            { Chosen: WorkDivision.Items } => "items",
            { Chosen: WorkDivision.Steps } => "steps",
            { Chosen: WorkDivision.ItemsOrSteps } => "itemsOrSteps",
            { IsTooSmall: true } => "tooSmall",
            _ => "none",
        });
        json.WriteNumber("workItems", division.Items);
    }

    // On one line, as people write shapes.
    private static void WriteShape(Utf8JsonWriter json, string name, IEnumerable<int> dimensions)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Reporting.Units.Shape(dimensions));
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
