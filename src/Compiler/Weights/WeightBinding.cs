using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Weights;

/// <summary>Checks that a weight file has what a model needs.</summary>
internal static class WeightBinding
{
    private static readonly DiagnosticTarget Target = new(-1, "weights");

    /// <summary>
    /// Reports tensors that are missing, misshaped or not finite as errors, and those that no layer uses as
    /// warnings.
    /// </summary>
    /// <param name="needed">The tensors of the model; one that several layers share may come several times.</param>
    /// <returns>Whether the weights can be used.</returns>
    public static bool Check(IEnumerable<StoredTensor> needed, WeightSet weights, DiagnosticBag diagnostics)
    {
        var stored = new Dictionary<string, StoredWeight>();
        foreach (var weight in weights.Tensors)
            stored[weight.Name] = weight;
        var used = new HashSet<string>();
        var fits = true;
        foreach (var tensor in needed)
            if (used.Add(tensor.Name))
                fits &= stored.TryGetValue(tensor.Name, out var weight)
                    ? Fits(tensor, weight, weights, diagnostics)
                    : ReportMissing(tensor, weights, diagnostics);
        foreach (var weight in weights.Tensors)
            if (!used.Contains(weight.Name))
                diagnostics.Report(DiagnosticCatalog.WeightSurplus, Target, weights.Source, weight.Name, weight.Shape);
        return fits;
    }

    private static bool ReportMissing(StoredTensor tensor, WeightSet weights, DiagnosticBag diagnostics)
    {
        var names = weights.Tensors.Select(weight => weight.Name).ToList();
        var suggestion = names.Count == 0 ? "; it has no tensors at all" : NearestName.Suggest(tensor.Name, names).Text;
        diagnostics.Report(DiagnosticCatalog.WeightMissing, Target, weights.Source, tensor.Name, tensor.Shape, suggestion);
        return false;
    }

    private static bool Fits(StoredTensor tensor, StoredWeight weight, WeightSet weights, DiagnosticBag diagnostics)
    {
        if (weight.Shape != tensor.Shape)
        {
            diagnostics.Report(
                DiagnosticCatalog.WeightMisshaped, Target, weights.Source, tensor.Name, tensor.Shape, weight.Shape);
            return false;
        }

        return HasNone(IsNotFinite, DiagnosticCatalog.WeightNotFinite)
            && (tensor.Role != WeightRole.ShortFilters || HasNone(IsNotShort, DiagnosticCatalog.WeightNotShort));

        bool HasNone(Func<float, bool> isFault, DiagnosticDescription description)
        {
            var values = weight.Values ?? [];
            var first = Array.FindIndex(values, value => isFault(value));
            if (first >= 0)
                diagnostics.Report(description, Target, weights.Source, tensor.Name, values.Count(isFault), values[first], IndexAt(first, weight.Shape));
            return first < 0;
        }
    }

    private static bool IsNotFinite(float value) => float.IsNaN(value) || float.IsInfinity(value);

    /// <summary>Whether a float is none of bfloat16: its lower half has bits.</summary>
    private static bool IsNotShort(float value) => (BitConverter.ToUInt32(BitConverter.GetBytes(value), 0) & 0xFFFF) != 0;

    /// <summary>The index along every axis of an element that is given by its place in row-major order.</summary>
    private static EquatableArray<int> IndexAt(int element, TensorShape shape)
    {
        var index = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            index[axis] = element % shape[axis];
            element /= shape[axis];
        }

        return index.ToEquatableArray();
    }
}
