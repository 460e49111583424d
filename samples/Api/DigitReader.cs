using System.Diagnostics;

namespace Api;

/// <summary>What a network reads in a picture.</summary>
public sealed record Reading(int Digit, float[] Probabilities);

/// <summary>Reads handwritten digits with a pool of networks.</summary>
public sealed class DigitReader(ModelPool<LeNet5> pool, InferenceMetrics metrics)
{
    /// <summary>The length of a picture: 28 rows of 28 bytes, 0 for paper to 255 for ink.</summary>
    public const int PictureLength = LeNet5.InputLength;

    public async ValueTask<Reading> ReadAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var lease = await pool.RentAsync(cancellationToken);
        var waited = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var reading = Read(lease.Model, picture.Span);
        metrics.Record(waited, Stopwatch.GetElapsedTime(start));
        return reading;
    }

    // An inference takes microseconds: it runs on the thread of the request.
    private static Reading Read(LeNet5 model, ReadOnlySpan<byte> picture)
    {
        Span<float> input = stackalloc float[LeNet5.InputLength];
        for (var i = 0; i < input.Length; i++)
            input[i] = picture[i] / 255f;

        var probabilities = new float[LeNet5.OutputLength];
        model.Run(input, probabilities);
        return new Reading(Array.IndexOf(probabilities, probabilities.Max()), probabilities);
    }
}
