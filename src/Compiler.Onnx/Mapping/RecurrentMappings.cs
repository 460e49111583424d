using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>RNN, GRU and LSTM: one layer each, whose result is taken apart here.</summary>
internal static class RecurrentMappings
{
    private const string Limits = "A number of steps that is known.";

    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("RNN", Limits, node => Map(node, ["Tanh"], states: 1)),
        new("GRU", Limits, node => Map(
            node, ["Sigmoid", "Tanh"], states: 1, ("linear_before_reset", node.Integer("linear_before_reset", 0) != 0))),
        new("LSTM", Limits, node => Map(
            node, ["Sigmoid", "Tanh", "Tanh"], states: 2, ("input_forget", node.Integer("input_forget", 0) != 0))),
    ];

    private static void Map(OperatorNode node, string[] defaults, int states, params (string, object?)[] properties)
    {
        var direction = node.Text("direction", "forward") switch
        {
            "forward" => "Forward",
            "reverse" => "Reverse",
            "bidirectional" => "Bidirectional",
            var other => throw new MappingException($"has an unknown direction, '{other}'"),
        };
        var directions = direction == "Bidirectional" ? 2 : 1;
        var isBatchFirst = node.Integer("layout", 0) != 0;
        var (names, alphas, betas) = Activations(node, [.. Enumerable.Repeat(defaults, directions).SelectMany(names => names)]);
        var x = isBatchFirst ? Swapped(node, node.Input(0)) : node.Input(0);
        var result = node.Add(
            node.Operator,
            [
                x, node.Input(1), node.Input(2), node.Optional(3), Lengths(node, x), InitialState(node, 5, isBatchFirst),
                .. states == 2 ? [InitialState(node, 6, isBatchFirst), node.Optional(7)] : Array.Empty<Operand?>(),
            ],
            [
                ("direction", direction), ("activations", string.Join(' ', names)), ("activation_alpha", alphas),
                ("activation_beta", betas), ("clip", node.Float("clip", 0)), .. properties,
            ]);
        TakeApart(node, result, x.Shape[0], directions, states, isBatchFirst);
    }

    private static void TakeApart(OperatorNode node, Operand result, long time, long directions, int states, bool isBatchFirst)
    {
        if (node.IsRead(0))
        {
            var all = node.Add(
                "Reshape", [Rows(node, result, 0, time * directions)],
                ("shape", (long[])[time, directions, result.Shape[1], result.Shape[2]]));
            node.Return(isBatchFirst ? node.Add("Transpose", [all], ("perm", (long[])[2, 0, 1, 3])) : all);
        }

        for (var i = 0; i < states; i++)
            if (node.IsRead(i + 1))
            {
                var state = Rows(node, result, (time + i) * directions, directions);
                node.Return(i + 1, isBatchFirst ? Swapped(node, state) : state);
            }
    }

    private static Operand Rows(OperatorNode node, Operand result, long first, long count) => node.Add(
        "Slice", [result], ("starts", (long[])[first]), ("ends", (long[])[first + count]), ("axes", (long[])[0]));

    private static Operand Swapped(OperatorNode node, Operand operand) => operand.Rank == 3
        ? node.Add("Transpose", [operand], ("perm", (long[])[1, 0, 2]))
        : throw new MappingException($"needs tensors of 3 axes, but one has the shape {operand.Shape}");

    private static Operand? InitialState(OperatorNode node, int input, bool isBatchFirst) =>
        node.Optional(input) is { } state ? isBatchFirst ? Swapped(node, state) : state : null;

    /// <summary>The lengths of the sequences, unless it is known that all are of full length.</summary>
    private static Operand? Lengths(OperatorNode node, Operand x) =>
        node.Optional(4) is { } lengths && (lengths is not { Known: { } known, Element: ElementType.Int32 or ElementType.Int64 }
            || known.Integers.Any(length => length < x.Shape[0]))
            ? lengths : null;

    /// <summary>The activations with the parameters of each; parameters that are given go to those functions that have any, in order.</summary>
    private static (string[] Names, float[] Alphas, float[] Betas) Activations(OperatorNode node, string[] defaults)
    {
        var names = node.Texts("activations") is { Length: > 0 } given ? Array.ConvertAll(given, Canonical) : defaults;
        var (alphas, betas) = (new Queue<float>(node.Floats("activation_alpha") ?? []), new Queue<float>(node.Floats("activation_beta") ?? []));
        var parameters = Array.ConvertAll(names, name =>
        {
            var (alpha, beta) = DefaultsOf(name);
            return (Take(alphas, alpha), Take(betas, beta));
        });
        return (names, Array.ConvertAll(parameters, pair => pair.Item1), Array.ConvertAll(parameters, pair => pair.Item2));
    }

    private static float Take(Queue<float> given, float? fallback) =>
        fallback is not { } value ? 0 : given.Count > 0 ? given.Dequeue() : value;

    private static string Canonical(string name) =>
        CellActivation.Names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new MappingException($"has an unknown activation, '{name}'");

    /// <summary>The parameters of an activation if none are given; null for one that it does not have.</summary>
    private static (float? Alpha, float? Beta) DefaultsOf(string name) => name switch
    {
        "Affine" => (1, 0),
        "LeakyRelu" => (0.01f, null),
        "ThresholdedRelu" or "Elu" => (1, null),
        "ScaledTanh" => (1, 1),
        "HardSigmoid" => (0.2f, 0.5f),
        _ => (null, null),
    };
}
