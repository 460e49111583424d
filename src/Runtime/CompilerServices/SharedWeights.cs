using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>The packed weights of a model class: each set is packed once per process, when the first instance needs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SharedWeights
{
    private readonly Func<int, FloatBuffer> _packBuiltIn;
    private readonly Func<ModelWeights, int, FloatBuffer> _pack;
    private readonly Lock _lock = new();
    private readonly ConditionalWeakTable<ModelWeights, Lazy<FloatBuffer>> _replacements = [];
    private FloatBuffer? _builtIn;

    /// <param name="packBuiltIn">Packs the weights that the model was compiled with, on a number of threads.</param>
    /// <param name="pack">Packs others, on a number of threads.</param>
    public SharedWeights(Func<int, FloatBuffer> packBuiltIn, Func<ModelWeights, int, FloatBuffer> pack) =>
        (_packBuiltIn, _pack) = (packBuiltIn, pack);

    /// <summary>The weights that the options bring, or the built-in ones. Instances with the same weights share them packed.</summary>
    public FloatBuffer Resolve(ModelOptions? options)
    {
        var threads = options?.Threads ?? 1;
        if (options?.Weights is { } weights)
            return _replacements.GetValue(weights, key => new Lazy<FloatBuffer>(() => _pack(key, threads))).Value;
        lock (_lock)
            return _builtIn ??= _packBuiltIn(threads);
    }
}
