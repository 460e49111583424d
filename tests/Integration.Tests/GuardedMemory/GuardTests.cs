using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests.GuardedMemory;

/// <summary>
/// Memory that is not the model's: a prefetch of it does no harm, and a read does, so that models which run beside it are known not to
/// read it.
/// </summary>
public class GuardTests
{
    /// <summary>Marks what runs in a process that must survive.</summary>
    private const string Survives = "SurvivesGuard";

    /// <summary>Marks what runs in a process that must not.</summary>
    private const string Dies = "DiesOfGuard";

    public static TheoryData<string> Sides => [nameof(GuardSide.Before), nameof(GuardSide.Behind)];

    [Fact]
    public async Task PrefetchesSurvive()
    {
        var (exitCode, report) = await TestProcess.Run(Survives);
        Assert.True(exitCode == 0, report);
        Assert.Matches(@"Total: [1-9]\d*, Errors: 0, Failed: 0, Skipped: 0", report);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task AReadDoesNot(string side)
    {
        var (exitCode, report) = await TestProcess.Run(Dies + side);
        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain("Total: ", report);
    }

    /// <summary>
    /// From far before a buffer to far behind it, through all that is mapped there and all that is not, and pages that are known to be
    /// inaccessible as far as offsets reach.
    /// </summary>
    [Fact]
    [Trait(Survives, "true")]
    public void PrefetchOfAnyOffset()
    {
        var buffer = new FloatBuffer(64);
        for (var offset = (long)int.MinValue; offset <= int.MaxValue; offset += 4093 * 64)
            buffer.Prefetch((int)offset);
        for (var offset = -100_000; offset < 100_000; offset++)
            buffer.Prefetch(offset);
    }

    [Fact]
    [Trait(Dies + nameof(GuardSide.Before), "true")]
    public void ReadBefore() => Read(GuardSide.Before, -1);

    [Fact]
    [Trait(Dies + nameof(GuardSide.Behind), "true")]
    public void ReadBehind() => Read(GuardSide.Behind, 10);

    // In the process of the other tests it would be the last one.
    private static void Read(GuardSide side, int index)
    {
        if (!TestProcess.IsChild)
            return;
        using var floats = new GuardedFloats(10, side);
        Assert.Equal(0, Unsafe.Add(ref MemoryMarshal.GetReference(floats.GetSpan()), index));
    }
}
