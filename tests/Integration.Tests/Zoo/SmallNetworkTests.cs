namespace ModelCompiler.Tests.Zoo;

/// <summary>The networks that naive loops get through, run: as near to the exact results as float32 arithmetic must be.</summary>
public class SmallNetworkTests
{
    [Fact]
    public void Outputs_are_exact_but_for_rounding() =>
        ModelAssert.MatchReference([.. new[] { "lenet-5", "digit-cnn", "autoencoder", "ds-cnn" }.Select(ZooModels.Definition)]);
}
