using System.Globalization;

namespace ModelCompiler.Tool.Loading;

/// <summary>What a user says about the inputs of an ONNX model.</summary>
/// <param name="Dimensions">Numbers for symbolic dimensions.</param>
/// <param name="Values">Values for inputs, as text: numbers with commas between them.</param>
internal sealed record ModelBindings(IReadOnlyDictionary<string, long> Dimensions, IReadOnlyDictionary<string, string> Values)
{
    public static ModelBindings None { get; } = new(new Dictionary<string, long>(), new Dictionary<string, string>());

    public bool IsEmpty => Dimensions.Count + Values.Count == 0;

    /// <summary>Reads <c>width=320</c> and <c>axes=1,2</c>; null with what is wrong.</summary>
    public static ModelBindings? Parse(IEnumerable<string> dimensions, IEnumerable<string> values, out string mistake)
    {
        var (numbers, texts) = (new Dictionary<string, long>(), new Dictionary<string, string>());
        mistake = "";
        foreach (var text in dimensions)
            if (Split(text) is not ({ } name, var value) || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                mistake = $"a dimension must be given as NAME=NUMBER, but is '{text}'";
            else if (!numbers.TryAdd(name, number))
                mistake = $"the dimension '{name}' is given twice";
        foreach (var text in values)
            if (Split(text) is not ({ } name, var value))
                mistake = $"an input must be bound as NAME=NUMBER,NUMBER,…, but it is '{text}'";
            else if (!texts.TryAdd(name, value))
                mistake = $"the input '{name}' is bound twice";
        return mistake.Length == 0 ? new ModelBindings(numbers, texts) : null;
    }

    // Names may hold an equals sign, numbers cannot.
    private static (string? Name, string Value) Split(string text) => text.LastIndexOf('=') is > 0 and var sign
        ? (text[..sign].Trim(), text[(sign + 1)..].Trim()) : (null, "");
}
