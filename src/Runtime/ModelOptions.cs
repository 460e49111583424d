namespace ModelCompiler;

/// <summary>Choices for one instance of a compiled model.</summary>
public sealed class ModelOptions
{
    /// <summary>The most threads that an instance may have: 256.</summary>
    public const int MaximumThreads = 256;

    private readonly int _threads = 1;

    /// <summary>
    /// Weights to use instead of those that the model was compiled with; null keeps these. They may be shared between
    /// instances.
    /// </summary>
    public ModelWeights? Weights { get; init; }

    /// <summary>
    /// The number of threads that compute an inference, that of the caller of <c>Run</c> included: 1 unless set. Results are the same
    /// bits for every number.
    /// </summary>
    /// <remarks>
    /// The other threads belong to the instance, which should then be disposed; one that is collected ends its threads too. More
    /// threads than the machine has free cores make an inference slower. A model whose layers are all too small to be divided starts
    /// no threads.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1 or more than <see cref="MaximumThreads"/>.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaximumThreads);
            _threads = value;
        }
    }
}
