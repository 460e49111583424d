namespace ModelCompiler.Compiler.Definition;

/// <summary>What a model may cost at most; null where nothing is said.</summary>
internal sealed record ModelBudget(long? ArenaBytes = null, long? WeightBytes = null, long? Macs = null)
{
    public static ModelBudget None { get; } = new();

    /// <summary>This budget, and the other one where it says nothing.</summary>
    public ModelBudget Or(ModelBudget other) =>
        new(ArenaBytes ?? other.ArenaBytes, WeightBytes ?? other.WeightBytes, Macs ?? other.Macs);
}
