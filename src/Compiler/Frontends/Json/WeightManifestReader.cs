using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>What was read of a weight manifest.</summary>
/// <param name="Weights">Null if there are errors.</param>
internal sealed record WeightManifestResult(
    WeightSet? Weights, SourceMap Map, EquatableArray<CompilerDiagnostic> Diagnostics);

/// <summary>
/// Reads the file in which the import step hands weights to the compiler, which cannot read binary files itself.
/// </summary>
/// <remarks>
/// <code>
/// {
///   "format": "modelcompiler-weights/1",
///   "source": "lenet5.safetensors",        the weight file as models name it
///   "checksum": "9f86d0…",                 identifies the content; any text
///   "resource": "LeNet5.weights",          the embedded resource that holds the elements; null or absent if they stand here
///   "tensors": [
///     {
///       "name": "conv1.weight",
///       "type": "F32",                     or F16, BF16: how the file stores the elements
///       "shape": [6, 1, 5, 5],
///       "data": "AACAPw…"                  base64 of the little-endian elements as stored; only without a resource
///     }
///   ]
/// }
/// </code>
/// </remarks>
internal sealed class WeightManifestReader
{
    /// <summary>The value of <c>format</c>.</summary>
    public const string Format = "modelcompiler-weights/1";

    private readonly JsonFields _fields;
    private readonly HashSet<string> _names = [];

    private WeightManifestReader(JsonFields fields) => _fields = fields;

    /// <summary>Reads a manifest. Mistakes are diagnostics; nothing is thrown, whatever the text.</summary>
    public static WeightManifestResult Read(string text)
    {
        var fields = new JsonFields(new SourceMap(), new DiagnosticBag());
        var root = JsonSyntaxReader.Parse(text, fields.Map, fields.Diagnostics);
        var manifest = fields.Read<JsonObject>(root, "A weight manifest", "an object");
        var weights = manifest is null ? null : new WeightManifestReader(fields).ReadManifest(manifest);
        return new WeightManifestResult(
            fields.Diagnostics.HasErrors ? null : weights, fields.Map, fields.Diagnostics.Diagnostics.ToEquatableArray());
    }

    private WeightSet? ReadManifest(JsonObject manifest)
    {
        _fields.Map.Add(DiagnosticTarget.Model, manifest.Range);
        _fields.CheckNames(manifest, "A weight manifest", ["format", "source", "checksum", "resource", "tensors"]);
        var format = ReadText(manifest, "format");
        if (format is not null && format != Format)
            Reject(manifest, $"its format is '{format}', but this compiler reads '{Format}'");
        var source = ReadText(manifest, "source");
        var checksum = ReadText(manifest, "checksum");
        var resource = manifest.Find("resource") is null or JsonNull ? null : ReadText(manifest, "resource");
        var list = _fields.Read<JsonArray>(Require(manifest, "tensors"), "'tensors'", "an array");
        var tensors = list?.Elements.Select(tensor => ReadTensor(tensor, resource is null)).ToList();
        return source is null || checksum is null || tensors is null || tensors.Contains(null)
            ? null
            : new WeightSet(source, resource, checksum, tensors.Select(tensor => tensor!).ToEquatableArray());
    }

    private StoredWeight? ReadTensor(JsonNode node, bool isInline)
    {
        if (_fields.Read<JsonObject>(node, "Every element of 'tensors'", "an object") is not { } tensor)
            return null;
        _fields.CheckNames(tensor, "A tensor", ["name", "type", "shape", "data"]);
        var name = ReadText(tensor, "name");
        if (name is not null && !_names.Add(name))
            Reject(tensor, $"there are two tensors '{name}'");
        if (name is null || ReadFormat(tensor) is not { } format || ReadShape(tensor) is not { } shape)
            return null;
        if (isInline)
            return ReadData(tensor, name, format, shape) is { } values ? new StoredWeight(name, format, shape, values) : null;
        if (tensor.Find("data") is { } data)
            Reject(data, $"tensor '{name}' has data although the manifest names a resource");
        return new StoredWeight(name, format, shape, null);
    }

    private StoredFormat? ReadFormat(JsonObject tensor)
    {
        switch (ReadText(tensor, "type"))
        {
            case null:
                return null;
            case "F32":
                return StoredFormat.F32;
            case "F16":
                return StoredFormat.F16;
            case "BF16":
                return StoredFormat.BF16;
            case var other:
                Reject(tensor.Find("type")!, $"the type '{other}' is none of F32, F16 and BF16");
                return null;
        }
    }

    private TensorShape? ReadShape(JsonObject tensor)
    {
        var node = Require(tensor, "shape");
        if (_fields.ReadList(node, "'shape'", "an array of whole numbers", _fields.ReadInteger) is not { } dimensions)
            return null;
        if (dimensions.Count > TensorShape.MaximumRank
            || dimensions.Any(dimension => dimension is < 0 or > int.MaxValue)
            || Overflows(dimensions))
        {
            Reject(node!, $"the shape {dimensions} is too large or negative");
            return null;
        }

        return new TensorShape(dimensions.Select(d => (int)d).ToEquatableArray());
    }

    private static bool Overflows(EquatableArray<long> dimensions)
    {
        var product = 1L; // At most int.MaxValue before each multiplication, so that none overflows a long.
        foreach (var dimension in dimensions)
            if ((product *= dimension) > int.MaxValue)
                return true;
        return false;
    }

    private float[]? ReadData(JsonObject tensor, string name, StoredFormat format, TensorShape shape)
    {
        if (Require(tensor, "data") is not { } node || _fields.ReadText(node, "'data'") is not { } text)
            return null;
        var expected = shape.ElementCount * StoredElements.SizeOf(format);
        try
        {
            var bytes = Convert.FromBase64String(text);
            if (bytes.Length == expected)
                return StoredElements.Decode(format, bytes);
            Reject(node, $"tensor '{name}' of shape {shape} needs {expected} bytes, but has {bytes.Length}");
        }
        catch (FormatException)
        {
            Reject(node, $"the data of tensor '{name}' are no base64");
        }

        return null;
    }

    private string? ReadText(JsonObject owner, string name) => _fields.ReadText(Require(owner, name), $"'{name}'");

    private JsonNode? Require(JsonObject owner, string name)
    {
        if (owner.Find(name) is { } node)
            return node;
        Reject(owner, $"'{name}' is missing");
        return null;
    }

    private void Reject(JsonNode node, string reason) => _fields.Report(DiagnosticCatalog.WeightManifestInvalid, node, reason);
}
