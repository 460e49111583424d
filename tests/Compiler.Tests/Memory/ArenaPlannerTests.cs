using ModelCompiler.Compiler.Memory;

namespace ModelCompiler.Tests.Memory;

public class ArenaPlannerTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Buffers_alive_together_do_not_overlap(int seed)
    {
        var requests = Random(seed);
        var placement = ArenaPlanner.Place(requests);
        foreach (var a in requests)
            foreach (var b in requests.Where(b => b.Id > a.Id && a.IsAliveWith(b)))
                if (placement.Offsets[a.Id] + a.Bytes > placement.Offsets[b.Id] && placement.Offsets[b.Id] + b.Bytes > placement.Offsets[a.Id])
                    Assert.Fail($"{a} and {b} overlap");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_buffer_is_aligned_and_inside(int seed)
    {
        var requests = Random(seed);
        var placement = ArenaPlanner.Place(requests);
        Assert.All(requests, request =>
        {
            Assert.Equal(0, placement.Offsets[request.Id] % ArenaPlanner.Alignment);
            Assert.True(placement.Offsets[request.Id] + request.Bytes <= placement.Bytes);
        });
        Assert.True(placement.LowerBoundBytes <= placement.Bytes);
    }

    [Fact]
    public void The_order_of_the_requests_does_not_matter()
    {
        var requests = Random(7);
        var reversed = requests.AsEnumerable().Reverse().ToList();
        Assert.Equal(ArenaPlanner.Place(requests).Offsets.OrderBy(pair => pair.Key), ArenaPlanner.Place(reversed).Offsets.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void Buffers_with_the_same_frame_lie_over_each_other()
    {
        // Two buffers are alive at a time; every other one has a frame of zeros, and none is smaller than what would fit above it.
        List<BufferRequest> chain = [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0
            ? new BufferRequest(i, 640, i, i + 1) { Frame = 1, FrameBytes = 64 }
            : new BufferRequest(i, 1280, i, i + 1))];
        var placement = ArenaPlanner.Place(chain);
        Assert.Equal(1920, placement.Bytes);
        Assert.Single(chain.Where(request => request.Frame is not null).Select(request => placement.Offsets[request.Id]).Distinct());
        Assert.Equal(0, Frames.ClearedBytes(chain, placement.Offsets));
    }

    [Fact]
    public void A_frame_is_cleared_after_another_buffer_only()
    {
        BufferRequest framed = new(0, 128, 0, 1) { Frame = 1, FrameBytes = 64 };
        BufferRequest twin = new(1, 128, 2, 3) { Frame = 1, FrameBytes = 64 };
        BufferRequest other = new(2, 128, 4, 5);
        BufferRequest different = new(3, 128, 6, 7) { Frame = 2, FrameBytes = 64 };
        List<BufferRequest> all = [framed, twin, other, different];
        var offsets = all.ToDictionary(request => request.Id, _ => 0);
        Assert.True(Frames.MustBeCleared(framed, all, offsets), "the last buffer of the previous inference had another frame");
        Assert.False(Frames.MustBeCleared(twin, all, offsets));
        Assert.False(Frames.MustBeCleared(other, all, offsets));
        Assert.True(Frames.MustBeCleared(different, all, offsets));
        Assert.False(Frames.MustBeCleared(framed, [framed, twin], offsets));
        Assert.True(Frames.MustBeCleared(twin, all, new Dictionary<int, int> { [0] = 64, [1] = 0, [2] = 256, [3] = 512 }));
    }

    [Fact]
    public void A_frame_is_also_cleared_after_a_buffer_of_the_sample_before()
    {
        BufferRequest framed = new(0, 128, 0, 1) { Frame = 1, FrameBytes = 64 };
        BufferRequest other = new(1, 128, 2, 3);
        BufferRequest twin = new(2, 128, 4, 5) { Frame = 1, FrameBytes = 64 };
        var offsets = Enumerable.Range(0, 3).ToDictionary(id => id, _ => 0);
        Assert.False(Frames.MustBeCleared(framed, [framed, other, twin], offsets), "the last buffer of the previous inference had the same frame");
        List<BufferRequest> looped = [framed with { IsPerSample = true }, other with { IsPerSample = true }, twin];
        Assert.True(Frames.MustBeCleared(looped[0], looped, offsets));
    }

    [Fact]
    public void A_chain_needs_what_its_largest_neighbours_need()
    {
        // Each buffer lives from its producer to its only reader, as in a network without branches.
        List<BufferRequest> chain = [.. Enumerable.Range(0, 20).Select(i => new BufferRequest(i, 64 * (1 + ((i * 7) % 5)), i, i + 1))];
        var placement = ArenaPlanner.Place(chain);
        Assert.Equal(placement.LowerBoundBytes, placement.Bytes);
    }

    [Fact]
    public void State_keeps_its_place_for_itself()
    {
        List<BufferRequest> requests =
        [
            new(0, 640, 0, 0, BufferLifetime.Instance), new(1, 640, 1, 2), new(2, 640, 3, 4),
        ];
        var placement = ArenaPlanner.Place(requests);
        Assert.Equal(1280, placement.Bytes);
        Assert.Equal(placement.Offsets[1], placement.Offsets[2]);
        Assert.NotEqual(placement.Offsets[0], placement.Offsets[1]);
    }

    [Fact]
    public void A_sum_of_sizes_that_no_arena_holds_is_reported() =>
        Assert.Throws<OverflowException>(() => ArenaPlanner.Place(
            [new(0, int.MaxValue - 100, 0, 1), new(1, int.MaxValue - 100, 0, 1)]));

    private static List<BufferRequest> Random(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(1, 30)).Select(i =>
        {
            var first = random.Next(20);
            return new BufferRequest(i, random.Next(1, 5000), first, first + random.Next(6));
        })];
    }
}
