namespace SnapshotTesting;

public class EdgeDetectorTests
{
    /// <summary>
    /// Fails when a new version of ModelCompiler, or a change of the model, leads to other code: look at the difference, and accept
    /// it if it is meant.
    /// </summary>
    [Fact]
    public void GeneratedCodeIsAsReviewed() => GeneratedCode.Verify("SnapshotTesting.EdgeDetector");

    /// <summary>The code may change and the answer not.</summary>
    [Fact]
    public void AnswerIsAsBefore()
    {
        var image = Enumerable.Range(0, EdgeDetector.InputLength).Select(i => i % 6 < 3 ? 0f : 1f).ToArray();
        var answer = new float[EdgeDetector.OutputLength];
        new EdgeDetector().Run(image, answer);
        Assert.Equal([0.53596f, 0.46404f], answer, (expected, actual) => Math.Abs(expected - actual) < 1e-5f);
    }
}
