using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// The threads of one model: the caller's own and workers that wait for it. Allocates nothing once it is created, and ends its
/// threads when it is disposed or collected.
/// </summary>
/// <remarks>
/// The workers know only the <see cref="Crew"/>, never this object or the model. So a model that is forgotten without being
/// disposed is collected, and with it this object, whose finalizer sends the workers home.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerTeam : IDisposable
{
    private readonly Crew _crew;

    private WorkerTeam(int threads) => _crew = new Crew(threads);

    /// <summary>Sends the workers home where nobody disposed of the team.</summary>
    ~WorkerTeam() => _crew?.Stop();

    /// <summary>The number of threads, that of the caller included.</summary>
    public int Threads => _crew.Parts;

    /// <summary>Starts a team; null for a single thread, which needs none.</summary>
    /// <param name="threads">The number of threads, that of the caller included.</param>
    public static WorkerTeam? Create(int threads)
    {
        if (threads <= 1)
            return null;
        var team = new WorkerTeam(threads);
        team._crew.Start();
        return team;
    }

    /// <summary>Runs all parts of a phase, and returns when all are done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="phase">Which phase of the work.</param>
    /// <param name="round">Passed on to the work.</param>
    /// <exception cref="ObjectDisposedException">The team has been disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run(ITeamWork work, int phase, int round = 0)
    {
        ObjectDisposedException.ThrowIf(_crew.IsStopped, this);
        _crew.Run(work, phase, round);
        GC.KeepAlive(this);
    }

    /// <summary>Runs several phases one after the other, and that several times.</summary>
    /// <param name="work">The work.</param>
    /// <param name="firstPhase">The first of the phases.</param>
    /// <param name="phases">The number of phases.</param>
    /// <param name="rounds">How often all of them run; the work is passed the number of the round.</param>
    /// <exception cref="ObjectDisposedException">The team has been disposed.</exception>
    public void RunRounds(ITeamWork work, int firstPhase, int phases, int rounds)
    {
        for (var round = 0; round < rounds; round++)
            for (var phase = 0; phase < phases; phase++)
                Run(work, firstPhase + phase, round);
    }

    /// <summary>Ends the threads; when this returns there are none any more.</summary>
    public void Dispose()
    {
        _crew.Stop();
        _crew.Join();
        GC.SuppressFinalize(this);
    }
}
