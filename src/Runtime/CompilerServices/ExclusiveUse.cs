using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Finds two threads that run one instance at the same time: both would write the same arena, and their results would be neither's. Generated
/// code holds one during a run in debug builds.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ExclusiveUse
{
    private readonly ref int _users;

    /// <summary>Begins a run.</summary>
    /// <param name="users">1 while the instance runs, else 0.</param>
    /// <param name="model">The name of the model's class.</param>
    /// <exception cref="InvalidOperationException">The instance is running.</exception>
    public ExclusiveUse(ref int users, string model)
    {
        if (Interlocked.Exchange(ref users, 1) != 0)
            throw new InvalidOperationException(
                $"Two threads run one instance of {model} at the same time. Give each an instance of its own; instances share their weights.");
        _users = ref users;
    }

    /// <summary>Ends the run.</summary>
    public void Dispose() => Volatile.Write(ref _users, 0);
}
