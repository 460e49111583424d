namespace ModelCompiler.Tests.Snapshots;

public class SnapshotTests
{
    [Fact]
    public void DifferenceNamesTheLinesThatChanged() =>
        Assert.Equal("line 2\n- b\n+ x\n+ y\n", LineDifference.Describe("a\nb\nc", "a\nx\ny\nc"));

    [Fact]
    public void MissingSnapshotFailsAndLeavesWhatWasReceived()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var test = Path.Combine(directory.FullName, "SomeTests.cs");
            var failure = Assert.ThrowsAny<Exception>(() => Snapshot.Verify([("Net.g.cs", "class Net;")], test, "Case"));
            Assert.Contains("+ class Net;", failure.Message);
            var received = Path.Combine(directory.FullName, "SomeTests.Case#Net.g.received.cs");
            Assert.Equal("class Net;", File.ReadAllText(received));

            File.Move(received, received.Replace(".received.", ".verified."));
            Snapshot.Verify([("Net.g.cs", "class Net;")], test, "Case");
            Assert.Contains("no longer generated", Assert.ThrowsAny<Exception>(() => Snapshot.Verify([], test, "Case")).Message);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
