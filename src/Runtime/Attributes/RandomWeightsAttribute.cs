namespace ModelCompiler;

/// <summary>
/// Gives a compiled model seeded He-uniform weights, for trying out a network before it is trained, and for tests.
/// </summary>
/// <param name="seed">The same seed gives the same weights on every machine.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RandomWeightsAttribute(long seed) : Attribute
{
    /// <summary>The seed.</summary>
    public long Seed { get; } = seed;
}
