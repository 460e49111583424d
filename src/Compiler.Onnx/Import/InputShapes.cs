using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx.Mapping;
using ModelCompiler.Compiler.Shapes;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>
/// Gives every dimension of the inputs a number: from the file, from the user, from a value that the input will have, or 1 for a batch.
/// Dimensions of the same symbol are equal.
/// </summary>
internal sealed class InputShapes(ImportOptions options, MistakeList mistakes)
{
    private readonly Dictionary<string, long> _known = new(options.Dimensions, StringComparer.Ordinal);

    /// <summary>For each open dimension an input that has it.</summary>
    private readonly Dictionary<string, string> _open = new(StringComparer.Ordinal);

    /// <summary>The types of the inputs; null for one that is not supported, or of which a dimension stays open, which is reported.</summary>
    public IReadOnlyList<TensorType?> Resolve(IReadOnlyList<OnnxValueInfo> inputs)
    {
        foreach (var input in inputs)
            TakeFromOffer(input);
        foreach (var input in inputs)
            if (input.Dimensions is [{ Value: null } batch, ..])
                _known.TryAdd(NameOf(batch, input, 0), 1);
        var types = inputs.Select(TypeOf).ToList();
        ReportUnknownNames(inputs);
        if (_open.Count > 0)
            mistakes.Report(
                Mistake.DimensionsOpen, OpenListing(), options.Name, string.Join(";", _open.Keys.Select(name => $"{name}=224")));
        return types;
    }

    private void TakeFromOffer(OnnxValueInfo input)
    {
        if (!options.Offers.TryGetValue(input.Name, out var offer) || input.Dimensions is not { } dimensions)
            return;
        for (var axis = 0; axis < Math.Min(dimensions.Count, offer.Dimensions.Count); axis++)
            if (dimensions[axis].Value is null)
                _known.TryAdd(NameOf(dimensions[axis], input, axis), offer.Dimensions[axis]);
    }

    private TensorType? TypeOf(OnnxValueInfo input)
    {
        if (ImportedElements.AtRunTime(input.ElementType) is not { } element)
            return Refuse(input, $"is of type {input.ElementType.Name()}, which is {(ImportedElements.OfConstant(input.ElementType) is null ? "not supported" : "supported in constants only")}");
        if (input.Dimensions is not { } dimensions)
            return Refuse(input, "does not say how many dimensions it has; export the model with the shapes of its inputs");
        if (dimensions.Count > TensorShape.MaximumRank)
            return Refuse(input, $"has {dimensions.Count} dimensions, but tensors have at most {TensorShape.MaximumRank}");
        var numbers = dimensions.Select((dimension, axis) => NumberOf(dimension, input, axis)).ToList();
        if (numbers.Contains(null))
            return null;
        return SizeLimits.Allow(numbers.Select(number => number!.Value))
            ? new TensorType(element, new TensorShape(numbers.Select(number => (int)number!.Value).ToEquatableArray()))
            : Refuse(input, $"has the shape [{string.Join(", ", numbers)}], but tensors have at most {SizeLimits.MaximumElements} elements");
    }

    private long? NumberOf(OnnxDimension dimension, OnnxValueInfo input, int axis)
    {
        if (dimension.Value is { } value)
            return value;
        var name = NameOf(dimension, input, axis);
        if (_known.TryGetValue(name, out var number))
            return number;
        _open.TryAdd(name, input.Name);
        return null;
    }

    private static string NameOf(OnnxDimension dimension, OnnxValueInfo input, int axis) =>
        dimension.Symbol ?? FormattableString.Invariant($"{input.Name}[{axis}]");

    private void ReportUnknownNames(IReadOnlyList<OnnxValueInfo> inputs)
    {
        var names = inputs
            .SelectMany(input => (input.Dimensions ?? []).Select((dimension, axis) => (Dimension: dimension, Name: NameOf(dimension, input, axis))))
            .Where(pair => pair.Dimension.Value is null).Select(pair => pair.Name).Distinct().ToList();
        foreach (var name in options.Dimensions.Keys.Except(names, StringComparer.Ordinal))
            mistakes.Report(
                Mistake.DimensionUnknown, name,
                names.Count > 0 ? MistakeList.Suggest(name, names)
                    : "; all dimensions of the inputs are numbers in the file, and to change one, such as a batch, export the model with a name for it");
    }

    private string OpenListing() =>
        Diagnostics.NearestName.Listing([.. _open.Select(pair => $"'{pair.Key}' of '{pair.Value}'")]);

    private TensorType? Refuse(OnnxValueInfo input, string what)
    {
        mistakes.Report(Mistake.InputUnsupported, input.Name, what);
        return null;
    }
}
