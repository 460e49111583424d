namespace Zoo;

/// <summary>What others state of a network.</summary>
/// <param name="Parameters">Trained parameters, or all of them, as the source counts.</param>
/// <param name="Statistics">
/// Means and variances of batch normalisation that the source does not count as parameters. They are weights here: a file of weights
/// holds them.
/// </param>
/// <param name="Macs">Multiply-accumulate operations of convolutions and dense layers, as the source rounds them.</param>
/// <param name="Source">Who states it.</param>
internal sealed record Published(long Parameters, long Statistics, string Macs, string Source)
{
    public long Weights => Parameters + Statistics;
}
