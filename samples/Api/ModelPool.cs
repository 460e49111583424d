using System.Collections.Concurrent;

namespace Api;

/// <summary>
/// Instances of a compiled model. One instance serves one request at a time; all share their weights, so that an instance costs only
/// its arena. With as many as there are cores, more would only take turns.
/// </summary>
public sealed class ModelPool<TModel> : IDisposable
    where TModel : class, IDisposable
{
    private readonly ConcurrentBag<TModel> _idle = [];
    private readonly SemaphoreSlim _available;

    public ModelPool(int size, Func<TModel> create)
    {
        Size = size;
        _available = new SemaphoreSlim(size, size);
        for (var i = 0; i < size; i++)
            _idle.Add(create());
    }

    /// <summary>The number of instances.</summary>
    public int Size { get; }

    /// <summary>How many instances wait for a request.</summary>
    public int IdleCount => _available.CurrentCount;

    /// <summary>Waits for an instance. Dispose the lease to give it back.</summary>
    public async ValueTask<Lease> RentAsync(CancellationToken cancellationToken)
    {
        await _available.WaitAsync(cancellationToken);
        return _idle.TryTake(out var model)
            ? new Lease(this, model)
            : throw new InvalidOperationException("More instances were rented than there are.");
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var model))
            model.Dispose();
        _available.Dispose();
    }

    private void Return(TModel model)
    {
        _idle.Add(model);
        _available.Release();
    }

    /// <summary>The right to use an instance.</summary>
    public sealed class Lease(ModelPool<TModel> pool, TModel model) : IDisposable
    {
        private TModel? _model = model;

        public TModel Model => _model ?? throw new ObjectDisposedException(nameof(Lease));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _model, null) is { } returned)
                pool.Return(returned);
        }
    }
}
