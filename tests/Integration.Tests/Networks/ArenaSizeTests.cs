using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Networks;

/// <summary>The arena is at most a tenth larger than what is alive at once.</summary>
public class ArenaSizeTests
{
    [Fact]
    public void OfRandomNetworks() => AssertTight(Enumerable.Range(0, 300).Select(RandomNetworks.Create));

    [Fact]
    public void OfOperators() => AssertTight(
        from kind in RandomModels.Operators
        from seed in Enumerable.Range(0, 15)
        select RandomModels.ForOperator(kind, seed));

    private static void AssertTight(IEnumerable<ModelDefinition> definitions)
    {
        var loose = definitions.Select(definition => ModelAssembly.Plan(definition))
            .Where(plan => plan.ArenaBytes > 1.1 * plan.ArenaLowerBoundBytes)
            .Select(plan => $"{plan.Name}: {plan.ArenaBytes} bytes for {plan.ArenaLowerBoundBytes}, buffers {string.Join(" ", plan.Buffers)}");
        Assert.Empty(loose);
    }
}
