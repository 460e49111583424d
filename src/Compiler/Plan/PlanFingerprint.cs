using System.Globalization;
using System.Text;

namespace ModelCompiler.Compiler.Plan;

/// <summary>Hashes a plan through its printed form: records print all their members, in order, in the invariant culture.</summary>
internal static class PlanFingerprint
{
    // FNV-1a, 64 bits: string.GetHashCode differs between processes, and a collision here only costs a wrong "equal" in a report.
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static string Of(ExecutionPlan plan)
    {
        var hash = OffsetBasis;
        foreach (var b in Encoding.UTF8.GetBytes(Describe(plan)))
            hash = unchecked((hash ^ b) * Prime);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    // The model's name is left out: the same network under another name is the same plan.
    private static string Describe(ExecutionPlan plan) => string.Join(
        "\n",
        plan.Inputs, plan.Outputs, plan.Calls, plan.Divisions, plan.Buffers, plan.ArenaBytes.ToString(CultureInfo.InvariantCulture),
        plan.PackedTensors, plan.StoredTensors, plan.Layers, $"{plan.Weights}{plan.SampleLoop}");
}
