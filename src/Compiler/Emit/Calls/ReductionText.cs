using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>Prints the loops of a reduction in front of the element that it is part of.</summary>
internal static class ReductionText
{
    /// <param name="number">Tells the reductions of an element apart.</param>
    /// <param name="scope">Knows the reduction as a variable afterwards.</param>
    public static void Write(Reduction reduction, int number, ExpressionText scope, SourceWriter writer)
    {
        if (reduction.Combiner >= Combiner.FirstMaximum)
            WriteSearch(reduction, number, scope, writer);
        else
            WriteAccumulation(reduction, number, scope, writer);
    }

    private static void WriteAccumulation(Reduction reduction, int number, ExpressionText scope, SourceWriter writer)
    {
        var name = NameOf(reduction, number);
        writer.Line($"{AccumulatorOf(reduction)} {name} = {Start(reduction)};");
        WriteLoops(reduction, scope, writer, value => writer.Line(Combine(reduction.Combiner, name, value)));
        scope.Define(reduction, ResultOf(reduction, name));
    }

    /// <summary>Whether terms are combined in double: rounding errors of long float sums would be those of the last terms, many times over.</summary>
    public static bool IsWide(Reduction reduction) =>
        reduction is { Type: ElementType.Float32, Combiner: Combiner.Sum or Combiner.Product };

    /// <summary>The type of the variable that terms are combined in.</summary>
    public static string AccumulatorOf(Reduction reduction) => IsWide(reduction) ? "double" : Accumulator(reduction.Type);

    /// <summary>The variable's value as that of the reduction.</summary>
    public static string ResultOf(Reduction reduction, string name) =>
        AccumulatorOf(reduction) != reduction.Type.CSharpName() ? $"({reduction.Type.CSharpName()}){name}" : name;

    /// <summary>A statement that combines one more value.</summary>
    public static string Combine(Combiner combiner, string name, string value) => combiner switch
    {
        Combiner.Sum => $"{name} += {value};",
        Combiner.Product => $"{name} *= {value};",
        _ => $"{name} = Math.{(combiner == Combiner.Maximum ? "Max" : "Min")}({name}, {value});",
    };

    private static void WriteSearch(Reduction reduction, int number, ExpressionText scope, SourceWriter writer)
    {
        var (name, best) = ("index" + Suffix(number), "best" + Suffix(number));
        var comparison = reduction.Combiner switch
        {
            Combiner.FirstMaximum => ">",
            Combiner.LastMaximum => ">=",
            Combiner.FirstMinimum => "<",
            _ => "<=",
        };
        writer.Line($"int {name} = 0;");
        writer.Line($"{reduction.Value.Type.CSharpName()} {best} = default;");
        WriteLoops(reduction, scope, writer, value =>
        {
            writer.Line($"{reduction.Value.Type.CSharpName()} candidate = {value};");
            using (writer.Block($"if (r0 == 0 || candidate {comparison} {best})"))
                writer.Line($"{best} = candidate;").Line($"{name} = r0;");
        });
        scope.Define(reduction, $"(long){name}");
    }

    private static void WriteLoops(Reduction reduction, ExpressionText outer, SourceWriter writer, Action<string> step)
    {
        var blocks = new Stack<IDisposable>();
        for (var loop = 0; loop < reduction.Extents.Count; loop++)
            if (reduction.Extents[loop] != 1 || reduction.Combiner >= Combiner.FirstMaximum)
                blocks.Push(writer.Block($"for (int r{loop} = 0; r{loop} < {reduction.Extents[loop]}; r{loop}++)"));
        var scope = outer.Inner();
        scope.Share(reduction.Value, writer);
        step(scope.Text(reduction.Value));
        while (blocks.Count > 0)
            blocks.Pop().Dispose();
    }

    private static string Accumulator(ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Int64 => type.CSharpName(),
        _ => "int",
    };

    /// <summary>The value that changes nothing.</summary>
    public static string Start(Reduction reduction) => (reduction.Combiner, reduction.Type) switch
    {
        (Combiner.Sum, _) => "0",
        (Combiner.Product, _) => "1",
        (Combiner.Maximum, ElementType.Float32) => "float.NegativeInfinity",
        (Combiner.Minimum, ElementType.Float32) => "float.PositiveInfinity",
        (Combiner.Maximum, _) => ExpressionText.Integer(ScalarMath.Range(reduction.Type).Low, ElementType.Int64),
        _ => ExpressionText.Integer(ScalarMath.Range(reduction.Type).High, ElementType.Int64),
    };

    /// <summary>The name of the variable that terms are combined in.</summary>
    public static string NameOf(Reduction reduction, int number) => reduction.Combiner switch
    {
        Combiner.Sum => "sum",
        Combiner.Product => "product",
        Combiner.Maximum => "maximum",
        _ => "minimum",
    } + Suffix(number);

    private static string Suffix(int number) => number == 0 ? "" : CSharpText.Number(number);
}
