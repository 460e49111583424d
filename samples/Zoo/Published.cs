namespace Zoo;

/// <summary>What others state of a network.</summary>
/// <param name="Parameters">Trained parameters, or all of them, as the source counts.</param>
/// <param name="Uncounted">
/// Weights here that the source does not count: means and variances of batch normalisation, the second bias of recurrent layers, vectors
/// that are not trained. A file of weights holds them.
/// </param>
/// <param name="Macs">Multiply-accumulate operations of convolutions and products of matrices, as the source rounds them.</param>
/// <param name="Source">Who states it.</param>
internal sealed record Published(long Parameters, long Uncounted, string Macs, string Source)
{
    public long Weights => Parameters + Uncounted;
}
