using System.Diagnostics;
using System.Runtime.CompilerServices;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Counts threads and allocations of the whole process, so that nothing may run beside these tests.</summary>
[Collection(nameof(WorkerTeamTests))]
[CollectionDefinition(nameof(WorkerTeamTests), DisableParallelization = true)]
public class WorkerTeamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void OneThreadNeedsNoTeam() => Assert.Null(WorkerTeam.Create(1));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void EveryPartOfEveryPhaseRunsOnce(int threads)
    {
        using var team = WorkerTeam.Create(threads)!;
        var work = new CountingWork(threads);
        for (var phase = 0; phase < 2000; phase++)
        {
            team.Run(work, phase, phase % 7);
            Assert.Equal(0, work.Mistakes);
            Assert.All(work.Counts, count => Assert.Equal(phase + 1, count));
        }
    }

    /// <summary>What a phase writes, the next one sees, on whichever thread.</summary>
    [Fact]
    public void PhasesSeeWhatEarlierOnesWrote()
    {
        using var team = WorkerTeam.Create(3)!;
        var work = new ShiftingWork(3);
        for (var phase = 1; phase < 5000; phase++)
            team.Run(work, phase);
        Assert.Equal(0, work.Mistakes);
    }

    [Fact]
    public void PhasesAfterSleepWakeTheWorkers()
    {
        using var team = WorkerTeam.Create(2)!;
        var work = new MeetingWork();
        for (var phase = 0; phase < 20; phase++)
        {
            Thread.Sleep(5);
            team.Run(work, phase);
        }
    }

    [Fact]
    public void RunAllocatesNothing()
    {
        using var team = WorkerTeam.Create(2)!;
        var work = new CountingWork(2);
        team.Run(work, 0);
        Thread.Sleep(10);
        team.Run(work, 1);
        // The least of several: the test host has threads of its own.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => AllocatedBy(() =>
        {
            for (var phase = 0; phase < 1000; phase++)
                team.Run(work, phase);
        })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ExceptionsReachTheCaller(int failing)
    {
        using var team = WorkerTeam.Create(2)!;
        var work = new FailingWork(failing);
        for (var i = 0; i < 100; i++)
            Assert.Equal("part", Assert.Throws<InvalidOperationException>(() => team.Run(work, 0)).Message);
        var counting = new CountingWork(2);
        team.Run(counting, 0);
        Assert.Equal([1, 1], counting.Counts);
    }

    [Fact]
    public void DisposeLeavesNoThreads()
    {
        var before = Crew.LiveWorkers;
        var teams = Enumerable.Range(0, 5).Select(_ => WorkerTeam.Create(4)!).ToList();
        Assert.Equal(before + 15, Crew.LiveWorkers);
        teams[0].Run(new CountingWork(4), 0);
        foreach (var team in teams)
            team.Dispose();
        Assert.Equal(before, Crew.LiveWorkers);
        foreach (var team in teams)
            team.Dispose();
    }

    [Fact]
    public void RunAfterDisposeThrows()
    {
        var team = WorkerTeam.Create(2)!;
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new CountingWork(2), 0));
    }

    [Fact]
    public void ForgottenTeamsLeaveNoThreads()
    {
        var before = Crew.LiveWorkers;
        var work = Forget();
        var clock = Stopwatch.StartNew();
        while ((Crew.LiveWorkers > before || work.IsAlive) && clock.Elapsed < Patience)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(1);
        }
        Assert.Equal(before, Crew.LiveWorkers);
        Assert.False(work.IsAlive);
    }

    /// <summary>More threads than cores finish in time that has the same order of magnitude as one thread's.</summary>
    [Fact]
    public void MoreThreadsThanCoresFinish()
    {
        using var team = WorkerTeam.Create(4 * Environment.ProcessorCount)!;
        var work = new CountingWork(4 * Environment.ProcessorCount);
        var clock = Stopwatch.StartNew();
        for (var phase = 0; phase < 1000; phase++)
            team.Run(work, phase);
        Assert.All(work.Counts, count => Assert.Equal(1000, count));
        Assert.True(clock.Elapsed < Patience, $"{clock.Elapsed}");
    }

    private static long AllocatedBy(Action action)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget()
    {
        var work = new CountingWork(3);
        var team = WorkerTeam.Create(3)!;
        for (var phase = 0; phase < 10; phase++)
            team.Run(work, phase);
        return new WeakReference(work);
    }

    private sealed class CountingWork(int expectedParts) : ITeamWork
    {
        private readonly int[] _counts = new int[expectedParts];
        private int _mistakes;

        public int[] Counts => _counts;

        public int Mistakes => _mistakes;

        public void RunPart(int phase, int round, int part, int parts)
        {
            if (parts != expectedParts || (phase > 0 && round != 0 && round != phase % 7))
                Interlocked.Increment(ref _mistakes);
            Interlocked.Increment(ref _counts[part]);
        }
    }

    /// <summary>Each part reads what its neighbour wrote in the phase before.</summary>
    private sealed class ShiftingWork(int parts) : ITeamWork
    {
        private readonly int[][] _values = [new int[parts], new int[parts]];
        private int _mistakes;

        public int Mistakes => _mistakes;

        public void RunPart(int phase, int round, int part, int parts)
        {
            if (_values[(phase - 1) % 2][(part + 1) % parts] != phase - 1)
                Interlocked.Increment(ref _mistakes);
            _values[phase % 2][part] = phase;
        }
    }

    /// <summary>Both parts wait for each other: they must be on different threads.</summary>
    private sealed class MeetingWork : ITeamWork
    {
        private int _arrived;

        public void RunPart(int phase, int round, int part, int parts)
        {
            var arrived = Interlocked.Increment(ref _arrived);
            var both = (arrived + 1) / 2 * 2;
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _arrived) >= both, Patience));
        }
    }

    private sealed class FailingWork(int failing) : ITeamWork
    {
        public void RunPart(int phase, int round, int part, int parts)
        {
            if (part == failing)
                throw new InvalidOperationException("part");
        }
    }
}
