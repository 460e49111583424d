using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>What was read of a JSON model.</summary>
/// <param name="Definition">
/// The model without the parts that have errors; null if the text is no JSON object. Only to be compiled if there are no errors.
/// </param>
/// <param name="Source">The file that this one was made of; null for one that somebody wrote.</param>
/// <param name="Map">Where the diagnostics stand, and layers and properties for diagnostics that come later.</param>
internal sealed record JsonModelResult(
    ModelDefinition? Definition, string? Source, SourceMap Map, EquatableArray<CompilerDiagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);
}

/// <summary>Reads a model from JSON; <c>docs/json-format.md</c> describes the format.</summary>
internal sealed class JsonModelReader
{
    /// <summary>The properties of a model.</summary>
    public static readonly IReadOnlyCollection<string> Properties =
        ["$schema", "name", "source", "weights", "batch", "stateful", "maxArenaBytes", "maxWeightBytes", "maxMacs", "layers", "outputs"];

    private const string WeightsForms = "the name of a weight file or { \"random\": seed }";

    private readonly JsonFields _fields;

    private JsonModelReader(JsonFields fields) => _fields = fields;

    /// <summary>Reads a model. Mistakes are diagnostics; nothing is thrown, whatever the text.</summary>
    /// <param name="fallbackName">The model's name if the text does not give one.</param>
    public static JsonModelResult Read(string text, string fallbackName)
    {
        var fields = new JsonFields(new SourceMap(), new DiagnosticBag());
        var root = JsonSyntaxReader.Parse(text, fields.Map, fields.Diagnostics);
        var model = fields.Read<JsonObject>(root, "A model", "an object");
        var definition = model is null ? null : new JsonModelReader(fields).ReadModel(model, fallbackName);
        var source = fields.ReadText(model?.Find("source"), "'source'");
        return new JsonModelResult(definition, source, fields.Map, fields.Diagnostics.Diagnostics.ToEquatableArray());
    }

    private ModelDefinition ReadModel(JsonObject model, string fallbackName)
    {
        // Diagnostics about the whole model stand at its beginning, not under all of its lines.
        var start = model.Range;
        var brace = start with { Length = 1, EndLine = start.Line, EndColumn = start.Column + 1 };
        _fields.Map.Add(DiagnosticTarget.Model, model.Find("name")?.Range ?? brace);
        foreach (var member in model.Members)
            if (member.Name is "name" or "weights" or "batch" or "stateful" or "maxArenaBytes" or "maxWeightBytes" or "maxMacs" or "outputs")
                _fields.Map.Add(new DiagnosticTarget(-1, member.Name), member.Value.Range);

        _fields.CheckNames(model, "A model", Properties);
        _fields.ReadText(model.Find("$schema"), "'$schema'");
        return new ModelDefinition
        {
            Name = _fields.ReadText(model.Find("name"), "'name'") ?? fallbackName,
            Batch = _fields.ReadInteger(model.Find("batch"), "'batch'"),
            IsStateful = _fields.Read<JsonBoolean>(model.Find("stateful"), "'stateful'", "true or false")?.Value,
            Budget = new ModelBudget(
                _fields.ReadInteger(model.Find("maxArenaBytes"), "'maxArenaBytes'"),
                _fields.ReadInteger(model.Find("maxWeightBytes"), "'maxWeightBytes'"),
                _fields.ReadInteger(model.Find("maxMacs"), "'maxMacs'")),
            Layers = ReadLayers(model, brace),
            Outputs = _fields.ReadTexts(model.Find("outputs"), "'outputs'", "an array of names of layers") ?? [],
            Weights = ReadWeights(model.Find("weights")),
        };
    }

    private EquatableArray<LayerDefinition> ReadLayers(JsonObject model, TextRange brace)
    {
        if (model.Find("layers") is not { } node)
        {
            _fields.Diagnostics.Report(DiagnosticCatalog.JsonMissingProperty, _fields.Map.Mark(brace),
                "A model", "layers", "an array of its layers");
            return [];
        }

        var reader = new JsonLayerReader(_fields);
        var layers = new List<LayerDefinition>();
        foreach (var element in _fields.Read<JsonArray>(node, "'layers'", "an array")?.Elements ?? [])
            if (reader.Read(element, layers.Count) is { } layer)
                layers.Add(layer);
        return layers.ToEquatableArray();
    }

    private WeightsReference ReadWeights(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return WeightsReference.None;
            case JsonString file:
                return new WeightsReference.FromFile(file.Value);
            case JsonObject random:
                return ReadSeed(random);
            default:
                _fields.ReportType(node, "'weights'", WeightsForms);
                return WeightsReference.None;
        }
    }

    private WeightsReference ReadSeed(JsonObject random)
    {
        _fields.CheckNames(random, "'weights'", ["random"]);
        if (random.Find("random") is not { } seed)
            _fields.Report(DiagnosticCatalog.JsonMissingProperty, random, "'weights'", "random", "the seed, a whole number");
        else if (_fields.ReadInteger(seed, "'random'") is { } value)
            return new WeightsReference.FromSeed(value);
        return WeightsReference.None;
    }
}
