using System.Globalization;
using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>
/// A convolution of images in which each output map sees only some input maps (C3 of LeNet-5). There is one filter per connection.
/// <para>
/// Lowered without a multiplication by zero: the maps are gathered in the order of the connections, each is convolved with its filter
/// (a depthwise convolution, whose kernel takes 16 connections at a time), and the results of each output map are added. Grouping the
/// output maps that see the same maps into dense convolutions would do as many multiplications, but tables are made so that no two
/// output maps see the same: C3 has 16 different sets for 16 maps, and a dense convolution of one output map uses one of the 16 lanes
/// of a vector. The gathered copy costs one pass over the connections, against kernel² multiply-adds for each element of it.
/// </para>
/// </summary>
internal static class PartialConnections
{
    /// <summary>Adds the layer's nodes; null after a mistake, which is reported.</summary>
    public static Value? Build(
        LayerContext layer, SlidingWindow window, int filters, bool hasBias, ActivationFunction activation)
    {
        var table = ReadTable(layer, filters);
        if (table is null || LayerWindow.Pad(layer, window) is not var (input, padded))
            return null;
        int[] sources = [.. table.SelectMany(maps => maps)];
        var weight = layer.Weight(
            layer.Name + ".weight", WeightRole.Filters, sources.Length, 1, window.Kernel[0], window.Kernel[1]);
        var bias = hasBias ? layer.Weight(layer.Name + ".bias", WeightRole.Bias, filters) : null;
        var indices = TensorData.Of(
            new TensorType(ElementType.Int64, TensorShape.Of(sources.Length)), [.. sources.Select(map => (long)map)]);
        if (weight is null || (hasBias && bias is null)
            || layer.AppendOperator(
                "gathered", "Gather", [input, layer.AddConstant(indices, "maps")], OperatorProperties.Of("axis", 1)) is not { } maps)
            return null;
        var products = ConvolutionLayers.Append(
            layer, layer.Name, padded, sources.Length, maps, weight, bias: null, outputName: layer.PartName("products"));
        if (products is null)
            return null;
        var sum = Sum(layer, activation.IsNone ? null : "sum", products, table, bias);
        return sum is null || activation.IsNone
            ? sum : layer.AppendPart(layer.PartName("activation"), new Activate(activation), [sum], layer.Name);
    }

    private static Value? Sum(LayerContext layer, string? part, Value products, int[][] table, Value? bias)
    {
        var starts = new long[table.Length];
        for (var map = 1; map < table.Length; map++)
            starts[map] = starts[map - 1] + table[map - 1].Length;
        var (first, count) = (Table("first", starts), Table("count", [.. table.Select(maps => (long)maps.Length)]));
        var operands = new NestOperands(products);
        var output = Formula.Index(1);
        var term = Formula.Wrap(operands.Read(first, output) + Formula.Term(0), products.Shape[1]);
        var value = operands.Read(products, Formula.Index(0), term, Formula.Index(2), Formula.Index(3));
        var length = table.Max(maps => maps.Length);
        if (table.Any(maps => maps.Length != length))
            value = Formula.Select(Formula.Less(Formula.Term(0), operands.Read(count, output)), value, Formula.Number(0));
        var sum = Formula.Reduce(Combiner.Sum, [length], value);
        if (bias is not null)
            sum += operands.Read(bias, output);
        return layer.AppendNestPart(
            part, "MapSum", TensorType.Float(products.Shape[0], table.Length, products.Shape[2], products.Shape[3]), sum,
            operands.Values);

        Value Table(string name, long[] values) =>
            layer.AddConstant(TensorData.Of(new TensorType(ElementType.Int32, TensorShape.Of(values.Length)), values), name);
    }

    /// <summary>The input maps that each output map sees; null after a mistake, which is reported.</summary>
    private static int[][]? ReadTable(LayerContext layer, int filters)
    {
        var reader = layer.Reader;
        if (reader.Integer("group", 1) != 1)
            reader.Report(DiagnosticCatalog.ConnectionsExclude, "connections", "groups", "group");
        if (reader.Choice<ConvAlgorithm>("algorithm") != ConvAlgorithm.Auto)
            reader.Report(DiagnosticCatalog.ConnectionsExclude, "connections", "an algorithm", "algorithm");
        var entries = reader.Text("connections").Split(',');
        if (entries.Length != filters)
            reader.Report(DiagnosticCatalog.WrongConnectionCount, "connections", entries.Length, filters);
        var table = entries.Select((entry, i) => ReadEntry(layer, entry, i)).ToArray();
        return reader.HasErrors ? null : table;
    }

    private static int[] ReadEntry(LayerContext layer, string entry, int number)
    {
        var channels = layer.Operand.Shape[1];
        var maps = new List<int>();
        foreach (var word in entry.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var map) || maps.Contains(map))
                layer.Reader.Report(DiagnosticCatalog.ConnectionsUnreadable, "connections", number, word);
            else if (map >= channels)
                layer.Reader.Report(
                    DiagnosticCatalog.ConnectionOutOfRange, "connections", number, map, layer.Operand.Name, channels, channels - 1);
            maps.Add(map);
        }

        if (maps.Count == 0)
            layer.Reader.Report(DiagnosticCatalog.ConnectionsUnreadable, "connections", number, "");
        return [.. maps];
    }
}
