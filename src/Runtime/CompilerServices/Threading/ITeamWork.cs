using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>Work in phases, each of which the threads of a <see cref="WorkerTeam"/> do together.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITeamWork
{
    /// <summary>Does one part of a phase. All parts may run at the same time, on any threads.</summary>
    /// <param name="phase">Which phase.</param>
    /// <param name="round">How often the phase has run before in a loop of phases.</param>
    /// <param name="part">The part, below <paramref name="parts"/>.</param>
    /// <param name="parts">The number of parts: that of the threads.</param>
    void RunPart(int phase, int round, int part, int parts);
}
