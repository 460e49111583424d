using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>The packed weights of a model class: each set is packed once per process, when the first instance needs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SharedWeights
{
    private readonly Func<int, PackedWeights> _packBuiltIn;
    private readonly Func<ModelWeights, int, PackedWeights> _pack;
    private readonly Lock _lock = new();
    private readonly ConditionalWeakTable<ModelWeights, Lazy<PackedWeights>> _replacements = [];
    private PackedWeights? _builtIn;

    /// <param name="packBuiltIn">Packs the weights that the model was compiled with, on a number of threads.</param>
    /// <param name="pack">Packs others, on a number of threads.</param>
    public SharedWeights(Func<int, PackedWeights> packBuiltIn, Func<ModelWeights, int, PackedWeights> pack) =>
        (_packBuiltIn, _pack) = (packBuiltIn, pack);

    /// <summary>The weights that the options bring, or the built-in ones. Instances with the same weights share them packed.</summary>
    public PackedWeights Resolve(ModelOptions? options)
    {
        var threads = options?.Threads ?? 1;
        if (options?.Weights is { } weights)
            return _replacements.GetValue(weights, key => new Lazy<PackedWeights>(() => _pack(key, threads))).Value;
        lock (_lock)
            return _builtIn ??= _packBuiltIn(threads);
    }
}
