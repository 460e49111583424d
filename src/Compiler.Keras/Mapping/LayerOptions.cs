using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Keras.Reading;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>The options of a layer, which remembers what was asked for: an option that nobody asks for may change the result.</summary>
internal sealed class LayerOptions(KerasNode node)
{
    /// <summary>Options that matter in training, in saving or in Keras itself only.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "name", "trainable", "dtype", "batch_input_shape", "batch_shape", "input_shape", "batch_size", "input_dtype", "build_config",
        "module", "registered_name", "autocast", "seed", "noise_shape", "sparse", "ragged", "momentum", "synchronized", "fused",
        "virtual_batch_size", "lora_rank", "lora_alpha", "lora_enabled", "quantization_config", "implementation", "unroll",
        "unit_forget_bias", "supports_masking", "optional", "input_dim", "input_length", "stddev", "rate", "dropout",
        "recurrent_dropout", "flash_attention", "zero_output_for_mask", "cache_input",
    };

    private static readonly string[] IgnoredEndings = ["_initializer", "_regularizer", "_constraint"];

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>An option; null if it is not given.</summary>
    public JsonPlace? Find(string option)
    {
        _asked.Add(option);
        return node.Config.Find(option);
    }

    /// <exception cref="KerasMistakeException">It is not given.</exception>
    public JsonPlace Get(string option, string expected)
    {
        _asked.Add(option);
        return node.Config.Get(option, expected);
    }

    public bool Flag(string option, bool fallback) => Find(option)?.Flag() ?? fallback;

    public string Text(string option, string fallback) => Find(option)?.Text() ?? fallback;

    public double Number(string option, double fallback) => Find(option)?.Number() ?? fallback;

    public long Integer(string option, long fallback) => Find(option)?.Integer() ?? fallback;

    /// <summary>A number that counts something; the option is required.</summary>
    public int Count(string option) => CountOf(Get(option, "a positive number"));

    /// <summary>A number that counts something.</summary>
    public int Count(string option, int fallback) => Find(option) is { } place ? CountOf(place) : fallback;

    /// <summary>One of several texts.</summary>
    public string Choice(string option, string fallback, params string[] members) => Find(option) is not { } place ? fallback
        : members.Contains(place.Text()) ? place.Text()
        : throw Unsupported(option, string.Join(", ", members.Select(member => $"'{member}'")));

    /// <summary>A number per spatial axis, or one for all.</summary>
    /// <param name="fallback">Null if the option is required.</param>
    public long[] Sizes(string option, int rank, long[]? fallback = null)
    {
        if ((fallback is null ? Get(option, "a positive number, or one for each axis") : Find(option)) is not { } place)
            return fallback!;
        if (place.TryElements() is not { } elements)
            return [.. Enumerable.Repeat((long)CountOf(place), rank)];
        return elements.Count == rank ? [.. elements.Select(element => (long)CountOf(element))]
            : throw place.WrongType(rank == 1 ? "a positive number" : $"a positive number, or {rank} of them");
    }

    /// <summary>Two numbers per spatial axis, which may be written as one for both, or as one for everything.</summary>
    public (long Begin, long End)[] Margins(string option, int rank, long fallback)
    {
        if (Find(option) is not { } place)
            return [.. Enumerable.Repeat((fallback, fallback), rank)];
        var elements = place.TryElements();
        // One axis has its two numbers without an array around them.
        if (elements is { Count: 2 } && rank == 1 && elements[0].TryElements() is null)
            return [Pair(place)];
        if (elements is null)
            return [.. Enumerable.Repeat(Pair(place), rank)];
        return elements.Count == rank ? [.. elements.Select(Pair)] : throw place.WrongType($"a number, or {rank} numbers or pairs");

        static (long, long) Pair(JsonPlace place) => place.TryElements() switch
        {
            null => (SizeOf(place), SizeOf(place)),
            [var begin, var end] => (SizeOf(begin), SizeOf(end)),
            _ => throw place.WrongType("a number or two"),
        };
    }

    /// <summary>Whether the last axis has the channels; else it is the first behind the batch.</summary>
    public bool IsChannelsLast() => Choice("data_format", "channels_last", "channels_last", "channels_first") == "channels_last";

    /// <summary>Whole numbers, or one.</summary>
    public long[]? Integers(string option) => Find(option) is not { } place ? null
        : place.TryElements() is { } elements ? [.. elements.Select(element => element.Integer())] : [place.Integer()];

    /// <summary>The mistake that an option has a value that is not supported.</summary>
    /// <param name="supported">What is, as the rest of a sentence.</param>
    public KerasMistakeException Unsupported(string option, string supported)
    {
        var place = node.Config.TryFind(option) ?? node.Config;
        return new KerasMistakeException(Mistake.OptionUnsupported, place, node.Label, place.Where, place.Describe(), supported);
    }

    /// <summary>Reports an option that is set to something and was not asked for.</summary>
    /// <exception cref="KerasMistakeException">There is one.</exception>
    public void CheckAllAsked()
    {
        foreach (var (option, value) in node.Config.Members)
            if (!_asked.Contains(option) && !Ignored.Contains(option) && !Array.Exists(IgnoredEndings, option.EndsWith)
                && value.Node is not (JsonNull or JsonBoolean { Value: false } or JsonObject { Members.Count: 0 } or JsonArray { Elements.Count: 0 }))
                throw new KerasMistakeException(Mistake.OptionUnknown, value, node.Label, value.Where, value.Describe());
    }

    private static int CountOf(JsonPlace place) =>
        place.TryInteger() is { } value and >= 1 and <= int.MaxValue ? (int)value : throw place.WrongType("a positive number");

    private static long SizeOf(JsonPlace place) =>
        place.TryInteger() is { } value and >= 0 and <= int.MaxValue ? value : throw place.WrongType("a number that is not negative");
}
