using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class WorkShareTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(7, 1)]
    [InlineData(36, 2)]
    [InlineData(36, 3)]
    [InlineData(5, 8)]
    [InlineData(2, 12)]
    public void PartsCoverEverythingOnce(int items, int blocks)
    {
        for (var parts = 1; parts <= 13; parts++)
        {
            var covered = new int[items, blocks];
            for (var part = 0; part < parts; part++)
            {
                var share = WorkShare.Of(items, blocks, part, parts);
                for (var item = share.First; item < share.End; item++)
                    for (var block = share.FirstBlock; block < share.EndBlock; block++)
                        covered[item, block]++;
            }
            Assert.All(covered.Cast<int>(), count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void BlocksAreDividedFirst()
    {
        Assert.Equal(new WorkShare(0, 36, 2, 4), WorkShare.Of(36, 4, 1, 2));
        Assert.Equal(new WorkShare(18, 36, 0, 1), WorkShare.Of(36, 4, 4, 8));
        Assert.Equal(new WorkShare(12, 24, 0, 4), WorkShare.Of(36, 4, 1, 3));
    }

    [Fact]
    public void ItemsAreDividedAsEquallyAsPossible() =>
        Assert.Equal([2, 3, 2, 3], Enumerable.Range(0, 4).Select(part => WorkShare.Of(10, part, 4)).Select(share => share.End - share.First));
}
