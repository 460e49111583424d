namespace KeywordSpotting;

/// <summary>Recognises one of ten words in a second of speech. An instance serves one thread.</summary>
internal sealed class KeywordSpotter : IDisposable
{
    private static readonly string[] Classes =
        ["down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "silence", "unknown"];

    private readonly Mfcc _frontEnd = new();
    private readonly DsCnn _network = new();
    private readonly float[] _features = new float[DsCnn.InputLength];
    private readonly float[] _probabilities = new float[DsCnn.OutputLength];

    /// <summary>The most probable class of 16,000 samples. Allocates nothing.</summary>
    public (string Word, float Probability) Recognise(ReadOnlySpan<float> samples)
    {
        _frontEnd.Compute(samples, _features);
        _network.Run(_features, _probabilities);
        return MostProbable(_probabilities);
    }

    /// <summary>The class with the largest of the network's outputs.</summary>
    public static (string Word, float Probability) MostProbable(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best])
                best = i;
        return (Classes[best], probabilities[best]);
    }

    public void Dispose() => _network.Dispose();
}
