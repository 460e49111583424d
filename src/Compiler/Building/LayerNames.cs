using System.Globalization;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Building;

/// <summary>
/// Every layer's name. Default names count all layers of a kind, named ones too: giving a layer a name renames no other layer, so no
/// weights of others change their names.
/// </summary>
internal sealed class LayerNames
{
    private readonly string[] _names;
    private readonly Dictionary<string, int> _layers = new(StringComparer.Ordinal);

    private LayerNames(string[] names) => _names = names;

    public string this[int layer] => _names[layer];

    public static LayerNames Resolve(ModelDefinition definition, DiagnosticBag diagnostics)
    {
        var names = new LayerNames(DefaultNames(definition));
        for (var i = 0; i < definition.Layers.Count; i++)
            names.Apply(definition.Layers[i], i, diagnostics);
        names.Register(definition, diagnostics);
        return names;
    }

    /// <summary>The names of a definition's inputs, in its order; mistakes in names are left to who compiles it.</summary>
    public static IEnumerable<string> OfInputs(ModelDefinition definition)
    {
        var names = Resolve(definition, new DiagnosticBag());
        return Enumerable.Range(0, definition.Layers.Count).Where(i => LayerKinds.IsInput(definition.Layers[i])).Select(i => names[i]);
    }

    public int? Find(string name) => _layers.TryGetValue(name, out var layer) ? layer : null;

    /// <summary>The end of a message about an unknown name.</summary>
    /// <param name="isMeant">Which layers the name could have meant.</param>
    public NameSuggestion Suggest(string name, Func<int, bool> isMeant) =>
        NearestName.Suggest(name, [.. _names.Where((_, layer) => isMeant(layer))]);

    private static string[] DefaultNames(ModelDefinition definition)
    {
        var counts = new Dictionary<string, int>();
        var names = new string[definition.Layers.Count];
        for (var i = 0; i < names.Length; i++)
        {
            var prefix = LayerKinds.SchemaOf(definition.Layers[i].Kind).DefaultName;
            counts[prefix] = counts.TryGetValue(prefix, out var count) ? count + 1 : 1;
            names[i] = prefix + counts[prefix].ToString(CultureInfo.InvariantCulture);
        }
        NameTheOnlyInput(definition, names);
        return names;
    }

    /// <summary>The input of most models is just called input.</summary>
    private static void NameTheOnlyInput(ModelDefinition definition, string[] names)
    {
        var inputs = Enumerable.Range(0, names.Length).Where(i => LayerKinds.IsInput(definition.Layers[i])).ToList();
        if (inputs.Count == 1)
            names[inputs[0]] = "input";
    }

    private void Apply(LayerDefinition layer, int index, DiagnosticBag diagnostics)
    {
        if (layer.Name is not { } name)
            return;
        if (string.IsNullOrWhiteSpace(name))
            diagnostics.Report(
                DiagnosticCatalog.EmptyName, new DiagnosticTarget(index, "name"), LayerReader.LabelOf(layer, _names[index]));
        else
            _names[index] = name;
    }

    private void Register(ModelDefinition definition, DiagnosticBag diagnostics)
    {
        // Explicit names last: where one meets a default name, the user can only change the explicit one.
        var order = Enumerable.Range(0, _names.Length).OrderBy(i => definition.Layers[i].Name is not null);
        foreach (var i in order)
        {
            if (!_layers.TryGetValue(_names[i], out var other))
                _layers.Add(_names[i], i);
            else
                diagnostics.Report(
                    DiagnosticCatalog.DuplicateName, new DiagnosticTarget(i, "name"),
                    Label(i), Label(other), other + 1);
        }
        ReserveParts(definition, diagnostics);

        string Label(int layer) => LayerReader.LabelOf(definition.Layers[layer], _names[layer]);
    }

    /// <summary>The two halves of a separable convolution own names (and weights) too.</summary>
    private void ReserveParts(ModelDefinition definition, DiagnosticBag diagnostics)
    {
        for (var i = 0; i < _names.Length; i++)
            foreach (var part in LayerParts.Of(definition.Layers[i], _names[i]))
                if (_layers.TryGetValue(part, out var other) && other != i)
                    diagnostics.Report(
                        DiagnosticCatalog.DuplicateName, new DiagnosticTarget(other, "name"),
                        LayerReader.LabelOf(definition.Layers[other], part),
                        "a part of " + LayerReader.LabelOf(definition.Layers[i], _names[i]), i + 1);
    }
}
