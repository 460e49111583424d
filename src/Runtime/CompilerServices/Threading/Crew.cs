using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// The workers of a <see cref="WorkerTeam"/>, and what they share with the thread that calls. Each phase has a number, the epoch,
/// and a part per thread. A worker claims its part and does it; what no worker has claimed when the caller is done with its own
/// part, the caller does too. So a phase never waits for a worker that the machine is too busy to run, or that still wakes up.
/// </summary>
internal sealed class Crew
{
    // An idle worker looks for work this often before it gives its core away, and yields that often before it sleeps. On a core of its
    // own that is about 0.1 ms: longer than most steps that are not shared, shorter than anybody would notice in the bill. Without
    // yielding, a shared core makes an inference 3 to 17 times slower.
    private const int Spins = 2000;
    private const int Yields = 100;

    private static int _liveWorkers;

    private readonly object _gate = new();
    private readonly Slot[] _slots;
    private readonly Thread[] _threads;
    private ITeamWork? _work;
    private int _phase;
    private int _round;
    private long _epoch;
    private bool _isParked;
    private volatile bool _isStopped;
    private Exception? _failure;

    public Crew(int threads)
    {
        _slots = new Slot[threads];
        _threads = new Thread[threads - 1];
    }

    /// <summary>Workers of all teams that have not ended.</summary>
    public static int LiveWorkers => Volatile.Read(ref _liveWorkers);

    public int Parts => _slots.Length;

    public bool IsStopped => _isStopped;

    /// <summary>Starts the workers.</summary>
    public void Start()
    {
        for (var part = 1; part < _slots.Length; part++)
        {
            var own = part;
            _threads[part - 1] = new Thread(() => Serve(own)) { IsBackground = true, Name = $"ModelCompiler worker {own}" };
            // Without the caller's execution context, which the thread would keep alive.
            _threads[part - 1].UnsafeStart();
            Interlocked.Increment(ref _liveWorkers);
        }
    }

    /// <summary>Tells the workers to end.</summary>
    public void Stop()
    {
        _isStopped = true;
        Wake();
    }

    /// <summary>Waits until the workers have ended.</summary>
    public void Join()
    {
        foreach (var thread in _threads)
            thread?.Join();
    }

    /// <summary>Runs a phase on the calling thread and the workers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run(ITeamWork work, int phase, int round)
    {
        (_work, _phase, _round) = (work, phase, round);
        var epoch = _epoch + 1;
        // A full fence: either a worker that goes to sleep sees the new epoch, or this thread sees that it sleeps.
        Interlocked.Exchange(ref _epoch, epoch);
        if (Volatile.Read(ref _isParked))
            Wake();
        _slots[0].Claimed = epoch;
        RunPart(0);
        for (var part = 1; part < _slots.Length; part++)
            Finish(part, epoch);
        // Between phases nothing leads from the workers to the model.
        _work = null;
        if (_failure is not null)
            ThrowFailure();
    }

    /// <summary>Sees to it that a part is done: by its worker, or here if that has not begun.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Finish(int part, long epoch)
    {
        if (TryClaim(part, epoch))
        {
            if (_failure is null)
                RunPart(part);
            return;
        }
        for (var spin = 0; Volatile.Read(ref _slots[part].Done) != epoch; spin++)
            if (spin < Spins)
                Thread.SpinWait(1);
            else
                Thread.Yield();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryClaim(int part, long epoch) =>
        Interlocked.CompareExchange(ref _slots[part].Claimed, epoch, epoch - 1) == epoch - 1;

    // Not inlined into the loop of a worker: there the reference to the work would live on while the worker waits.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunPart(int part)
    {
        try
        {
            _work!.RunPart(_phase, _round, part, _slots.Length);
        }
        catch (Exception exception)
        {
            // Others still work on the same memory: the caller throws it when they are done.
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Serve(int part)
    {
        var seen = 0L;
        while (Await(ref seen))
            if (TryClaim(part, seen))
            {
                RunPart(part);
                Volatile.Write(ref _slots[part].Done, seen);
            }
        Interlocked.Decrement(ref _liveWorkers);
    }

    /// <summary>Waits for an epoch other than the one that was seen; false when there will be none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private bool Await(ref long seen)
    {
        for (var turn = 0; Volatile.Read(ref _epoch) == seen && !_isStopped; turn++)
            if (turn < Spins)
                Thread.SpinWait(1);
            else if (turn < Spins + Yields)
                Thread.Yield();
            else
                Park(seen);
        seen = Volatile.Read(ref _epoch);
        return !_isStopped;
    }

    private void Park(long seen)
    {
        lock (_gate)
        {
            Volatile.Write(ref _isParked, true);
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref _epoch) == seen && !_isStopped)
                Monitor.Wait(_gate);
        }
    }

    // Once for all that sleep: while they wake up, which may take long on a busy machine, the next phases do not wait at the gate.
    private void Wake()
    {
        lock (_gate)
        {
            _isParked = false;
            Monitor.PulseAll(_gate);
        }
    }

    private void ThrowFailure()
    {
        var failure = _failure!;
        _failure = null;
        ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>The last epochs in which a part was taken and was done by its worker, on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Slot
    {
        public long Claimed;
        public long Done;
    }
}
