using System.Numerics;

namespace KeywordSpotting;

/// <summary>
/// Mel-frequency cepstral coefficients, the input of the network: what a second of sound consists of, 49 times 10 numbers. They are
/// computed as in the network's training, by the definitions of <c>tf.signal</c>.
/// </summary>
internal sealed class Mfcc
{
    public const int SampleRate = 16_000;
    public const int FrameCount = 49;
    public const int CoefficientCount = 10;

    private const int FrameLength = 480; // 30 ms
    private const int FrameStep = 320; // 20 ms
    private const int TransformLength = 512;
    private const int BinCount = TransformLength / 2 + 1;
    private const int BandCount = 40;
    private const double LowestFrequency = 20;
    private const double HighestFrequency = 4000;

    private readonly double[] _window = new double[FrameLength];
    private readonly double[] _bandOfBin = new double[BinCount];
    private readonly double[,] _cosines = new double[CoefficientCount, BandCount];
    private readonly FourierTransform _transform = new(TransformLength);
    private readonly Complex[] _spectrum = new Complex[TransformLength];
    private readonly double[] _bands = new double[BandCount + 2]; // One more at each end takes what lies outside.

    public Mfcc()
    {
        for (var i = 0; i < FrameLength; i++)
            _window[i] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / FrameLength); // Hann

        // Where each frequency lies on the mel scale: at 1 in the middle of the first band, at 40 in the middle of the last.
        double lowest = Mel(LowestFrequency), width = (Mel(HighestFrequency) - lowest) / (BandCount + 1);
        for (var bin = 0; bin < BinCount; bin++)
            _bandOfBin[bin] = (Mel((double)bin * SampleRate / TransformLength) - lowest) / width;

        // The cosine transform of type II.
        for (var i = 0; i < CoefficientCount; i++)
            for (var band = 0; band < BandCount; band++)
                _cosines[i, band] = Math.Sqrt(2.0 / BandCount) * Math.Cos(Math.PI * i * (band + 0.5) / BandCount);
    }

    /// <summary>Computes the features of one second, 49 rows of 10. Allocates nothing.</summary>
    public void Compute(ReadOnlySpan<float> samples, Span<float> features)
    {
        var loudest = 0f;
        foreach (var sample in samples)
            loudest = Math.Max(loudest, sample);
        double scale = loudest > 0 ? 1 / loudest : 1;

        for (var frame = 0; frame < FrameCount; frame++)
        {
            ComputeBands(samples.Slice(frame * FrameStep, FrameLength), scale);
            var row = features.Slice(frame * CoefficientCount, CoefficientCount);
            for (var i = 0; i < CoefficientCount; i++)
            {
                var sum = 0.0;
                for (var band = 0; band < BandCount; band++)
                    sum += _cosines[i, band] * _bands[band + 1];
                row[i] = (float)sum;
            }
        }
    }

    private void ComputeBands(ReadOnlySpan<float> samples, double scale)
    {
        for (var i = 0; i < FrameLength; i++)
            _spectrum[i] = samples[i] * scale * _window[i];
        Array.Clear(_spectrum, FrameLength, TransformLength - FrameLength);
        _transform.Transform(_spectrum);

        // Each frequency counts for the bands below and above, more for the one that is nearer.
        Array.Clear(_bands);
        for (var bin = 0; bin < BinCount; bin++)
        {
            var position = _bandOfBin[bin];
            if (position is < 0 or >= BandCount + 1)
                continue;
            var magnitude = Complex.Abs(_spectrum[bin]);
            var below = (int)position;
            _bands[below] += (below + 1 - position) * magnitude;
            _bands[below + 1] += (position - below) * magnitude;
        }
        foreach (ref var band in _bands.AsSpan())
            band = Math.Log(band + 1e-6);
    }

    private static double Mel(double frequency) => 1127 * Math.Log(1 + frequency / 700);
}
