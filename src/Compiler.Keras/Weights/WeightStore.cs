using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Keras.Reading;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Weights;

/// <summary>
/// The weights of a model by what they are called in its layers. Names are those of Keras 2 (<c>conv2d/kernel:0</c>), of Keras 3
/// (<c>conv2d/kernel</c>) and of HDF5 files (<c>conv2d/conv2d/kernel:0</c>), with or without the models around the layer in front,
/// and with the cell of a recurrent layer in between (<c>lstm/lstm_cell/kernel</c>).
/// </summary>
internal sealed class WeightStore
{
    // A suggestion compares the name with every candidate.
    private const int MaximumCandidates = 1000;

    private readonly ILookup<string, (string Owner, KerasWeight Weight)> _byVariable;
    private readonly IReadOnlyList<string> _names;

    public WeightStore(IReadOnlyList<KerasWeight> weights)
    {
        _names = [.. weights.Select(weight => weight.Name)];
        _byVariable = weights.Select(weight => (Parts: Split(weight.Name), Weight: weight))
            .ToLookup(entry => entry.Parts.Variable, entry => (entry.Parts.Owner, entry.Weight), StringComparer.Ordinal);
    }

    /// <summary>The weight of a layer.</summary>
    /// <param name="layer">The layer in messages.</param>
    /// <param name="path">The names of the models around the layer, outermost first, and of the layer.</param>
    /// <param name="variables">What the weight may be called.</param>
    /// <param name="inner">What the owner of the weight within the layer begins with; null for the layer or any part of it.</param>
    /// <exception cref="KerasMistakeException">There is none, more than one that fits as well, or one of another shape.</exception>
    public LayerTensor Find(
        string layer, JsonPlace place, IReadOnlyList<string> path, IReadOnlyList<string> variables, string? inner, int[] shape)
    {
        var found = variables.SelectMany(variable => _byVariable[variable])
            .Select(entry => (entry.Weight, Rank: RankOf(entry.Owner, path, inner)))
            .Where(entry => entry.Rank > 0).OrderByDescending(entry => entry.Rank).Take(2).ToList();
        var shapeText = $"[{string.Join(", ", shape)}]";
        if (found.Count == 0)
        {
            var expected = string.Join('/', path.TakeLast(1).Concat(inner is null ? [] : [inner]).Append(variables[0]));
            throw new KerasMistakeException(
                Mistake.WeightMissing, place, layer, variables[0], shapeText, expected,
                _names.Count <= MaximumCandidates ? NearestName.Suggest(expected, _names).Text : "");
        }

        var weight = found[0].Weight;
        if (found.Count == 2 && found[0].Rank == found[1].Rank)
            throw new KerasMistakeException(Mistake.WeightAmbiguous, place, layer, variables[0], weight.Name, found[1].Weight.Name);
        if (!weight.Shape.SequenceEqual(shape))
            throw new KerasMistakeException(
                Mistake.WeightShapeDiffers, place, layer, variables[0], shapeText, weight.Name, $"[{string.Join(", ", weight.Shape)}]");
        var tensor = weight.Read();
        return tensor.FindNotFinite() is { } fault
            ? throw new KerasMistakeException(Mistake.WeightNotFinite, place, weight.Name, fault.Value, fault.Index)
            : tensor;
    }

    /// <summary><c>a/b/kernel:0</c> is the variable kernel of a/b.</summary>
    private static (string Owner, string Variable) Split(string name)
    {
        var colon = name.LastIndexOf(':');
        var path = colon > 0 && name[(colon + 1)..].All(char.IsAsciiDigit) ? name[..colon] : name;
        var slash = path.LastIndexOf('/');
        return slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
    }

    /// <summary>How well an owner fits a layer: 0 for not at all.</summary>
    private static int RankOf(string owner, IReadOnlyList<string> path, string? inner)
    {
        var name = path[^1];
        var around = $"/{owner}/";
        var at = around.LastIndexOf($"/{name}/", StringComparison.Ordinal);
        if (at < 0)
            return 0;
        var rest = around[(at + name.Length + 2)..];
        if (inner is not null && !rest.Split('/').Any(part => part.StartsWith(inner, StringComparison.Ordinal)))
            return 0;
        // An owner that is the layer itself is better than one around which, or within which, others stand.
        var models = path.Take(path.Count - 1).Count(model => around[..(at + 1)].Contains($"/{model}/", StringComparison.Ordinal));
        return 1 + (models * 4) + (at == 0 ? 2 : 0) + (rest.Length == 0 ? 1 : 0);
    }
}
