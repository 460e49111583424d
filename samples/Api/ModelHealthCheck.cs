using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Api;

/// <summary>The service is healthy if an inference ends within a second and its probabilities add up to 1.</summary>
public sealed class ModelHealthCheck(DigitReader reader) : IHealthCheck
{
    private static readonly byte[] BlankPicture = new byte[DigitReader.PictureLength];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            var reading = await reader.ReadAsync(BlankPicture, timeout.Token);
            return Math.Abs(reading.Probabilities.Sum() - 1) < 1e-3f
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The probabilities do not add up to 1.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("No instance of the model was free for a second.");
        }
    }
}
