using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler;

/// <summary>Holds a plan to the budget of its definition.</summary>
internal static class BudgetCheck
{
    // Who has to save looks at the largest first.
    private const int NamedLayers = 3;

    public static void Report(ModelDefinition definition, ExecutionPlan plan, DiagnosticBag diagnostics)
    {
        var budget = definition.Budget;
        Check(DiagnosticCatalog.ArenaBeyondBudget, "maxArenaBytes", plan.ArenaBytes, budget.ArenaBytes, () => AtPeak(plan));
        Check(DiagnosticCatalog.WeightsBeyondBudget, "maxWeightBytes", plan.WeightBytes, budget.WeightBytes,
            () => plan.Layers.Select(layer => ($"'{layer.Name}'", layer.WeightBytes)));
        Check(DiagnosticCatalog.MacsBeyondBudget, "maxMacs", plan.Macs, budget.Macs,
            () => plan.Layers.Select(layer => ($"'{layer.Name}'", layer.Macs)));

        void Check(
            DiagnosticDescription description, string property, long cost, long? limit, Func<IEnumerable<(string Name, long Cost)>> parts)
        {
            if (cost > limit)
                diagnostics.Report(description, new DiagnosticTarget(-1, property), definition.Name, cost, limit, Largest(parts(), cost));
        }
    }

    private static IEnumerable<(string Name, long Bytes)> AtPeak(ExecutionPlan plan)
    {
        var peak = ArenaUse.PeakOf(plan);
        foreach (var buffer in ArenaUse.AliveAt(plan, peak))
        {
            var owners = ArenaUse.OwnersUntil(plan, buffer, peak);
            var layer = owners.Layers.LastOrDefault() ?? "";
            yield return (owners.IsScratch ? $"scratch of '{layer}'" : $"'{layer}'", buffer.ByteLength);
        }
    }

    /// <summary>Such as "'fc1' with 411041792 (74 %) and 'fc2' with 67108864 (12 %)".</summary>
    private static string Largest(IEnumerable<(string Name, long Cost)> parts, long whole)
    {
        var largest = parts.Where(part => part.Cost > 0).OrderByDescending(part => part.Cost).Take(NamedLayers)
            .Select(part => FormattableString.Invariant($"{part.Name} with {part.Cost} ({100.0 * part.Cost / whole:0} %)")).ToList();
        return largest.Count switch
        {
            0 => "nothing",
            1 => largest[0],
            _ => string.Join(", ", largest.Take(largest.Count - 1)) + " and " + largest[largest.Count - 1],
        };
    }
}
