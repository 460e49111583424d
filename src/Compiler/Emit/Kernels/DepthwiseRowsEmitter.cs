using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// Rows of a depthwise convolution, tile by tile. The rows of inputs that a tile reads are walked once, column by column: an input
/// is loaded once and goes into all sums that it is a tap of. One load per multiply-add, as loops over the taps need it, is more than
/// the first-level cache gives.
/// </summary>
internal static class DepthwiseRowsEmitter
{
    public static GeneratedSource Emit(DepthwiseRows kernel) => Create(
        kernel,
        $"Depthwise convolution, window {kernel.Window.Describe()}: tiles of {Plural(kernel.Rows, "row")} × {Plural(kernel.Pixels, "pixel")} × {kernel.Block} channels, {kernel.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, int source, int filter, int bias, int destination,"
            + (kernel.HasResidual ? " int residual," : "")
            + "\nint groups, int tiles, int rowStep, int destinationStep" + (kernel.HasResidual ? ", int residualStep" : "")
            + ActivationParameters(kernel.Activation),
        writer => WriteBody(kernel, writer));

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static void WriteBody(DepthwiseRows kernel, SourceWriter writer)
    {
        var (type, vectors, taps) = (VectorType(kernel.Bits), kernel.VectorsPerBlock, kernel.Window.KernelHeight * kernel.Window.KernelWidth);
        writer.Line($$"""
            Span<{{type}}> data = MemoryMarshal.Cast<float, {{type}}>(arena.Span);
            ReadOnlySpan<{{type}}> filters = MemoryMarshal.Cast<float, {{type}}>(weights.Span);
            """);
        using (vectors == 1 ? null : writer.Block($"for (int part = 0; part < {vectors}; part++)"))
        {
            writer.Line($"{type} start = filters[{Part(kernel, "bias")}];");
            writer.Line($"ReadOnlySpan<{type}> taps = filters.Slice({Part(kernel, "filter")}, {((taps - 1) * vectors) + 1});");
            if (kernel.KeepsFilter)
                for (var tap = 0; tap < taps; tap++)
                    writer.Line($"{type} f{tap} = taps[{tap * vectors}];");
            using (writer.Block("for (int group = 0; group < groups; group++)"))
            {
                WriteStart(kernel, "input", "source", $"group * {kernel.Rows * kernel.Window.StrideHeight} * rowStep", writer);
                WriteStart(kernel, "output", "destination", kernel.Rows == 1 ? "group * destinationStep" : $"group * {kernel.Rows} * destinationStep", writer);
                if (kernel.HasResidual)
                    WriteStart(kernel, "addend", "residual", kernel.Rows == 1 ? "group * residualStep" : $"group * {kernel.Rows} * residualStep", writer);
                using (writer.Block("for (int tile = 0; tile < tiles; tile++)"))
                    WriteTile(kernel, writer);
            }
        }
    }

    private static string Part(DepthwiseRows kernel, string offset) =>
        $"{offset} / {kernel.Lanes}" + (kernel.VectorsPerBlock == 1 ? "" : " + part");

    private static void WriteStart(DepthwiseRows kernel, string name, string offset, string move, SourceWriter writer) =>
        writer.Line($"int {name} = ({offset} + {move}) / {kernel.Lanes}{(kernel.VectorsPerBlock == 1 ? "" : " + part")};");

    private static void WriteTile(DepthwiseRows kernel, SourceWriter writer)
    {
        var sums = Sums(kernel).ToList();
        writer.Line($"{VectorType(kernel.Bits)} {string.Join(", ", sums.Select(sum => $"{sum} = start"))};");
        for (var inputRow = 0; inputRow <= LastInput(kernel.Rows, kernel.Window.StrideHeight, kernel.Window.KernelHeight, kernel.Window.DilationHeight); inputRow++)
            WriteInputRow(kernel, inputRow, writer);
        WriteActivationConstants(kernel.Activation, kernel.Bits, writer);
        for (var row = 0; row < kernel.Rows; row++)
            WriteResults(kernel, row, writer);
        writer.Line($"input += {kernel.Pixels * kernel.Window.StrideWidth * kernel.VectorsPerBlock};");
        writer.Line($"output += {kernel.Pixels * kernel.VectorsPerBlock};");
        if (kernel.HasResidual)
            writer.Line($"addend += {kernel.Pixels * kernel.VectorsPerBlock};");
    }

    private static IEnumerable<string> Sums(DepthwiseRows kernel) =>
        from row in Enumerable.Range(0, kernel.Rows)
        from pixel in Enumerable.Range(0, kernel.Pixels)
        select Sum(row, pixel);

    /// <summary>The last input along one axis that outputs 0 … count − 1 read.</summary>
    private static int LastInput(int count, int stride, int size, int dilation) => ((count - 1) * stride) + ((size - 1) * dilation);

    /// <summary>The pairs of output and tap that read an input, along one axis.</summary>
    private static IReadOnlyList<(int Output, int Tap)> Uses(int input, int count, int stride, int size, int dilation) =>
    [
        .. from output in Enumerable.Range(0, count)
           from tap in Enumerable.Range(0, size)
           where (output * stride) + (tap * dilation) == input
           select (output, tap),
    ];

    private static void WriteInputRow(DepthwiseRows kernel, int inputRow, SourceWriter writer)
    {
        var (type, window, vectors) = (VectorType(kernel.Bits), kernel.Window, kernel.VectorsPerBlock);
        var rows = Uses(inputRow, kernel.Rows, window.StrideHeight, window.KernelHeight, window.DilationHeight);
        if (rows.Count == 0)
            return;
        var last = LastInput(kernel.Pixels, window.StrideWidth, window.KernelWidth, window.DilationWidth);
        using (writer.Block())
        {
            var move = inputRow switch { 0 => "", 1 => $" + rowStep / {kernel.Lanes}", _ => $" + {inputRow} * rowStep / {kernel.Lanes}" };
            writer.Line($"ReadOnlySpan<{type}> inputs = data.Slice(input{move}, {(last * vectors) + 1});");
            if (!kernel.KeepsFilter)
                foreach (var tap in rows.SelectMany(row => TapsOfRow(window, row.Tap)))
                    writer.Line($"{type} f{tap} = taps[{tap * vectors}];");
            writer.Line($"{type} x;");
            for (var column = 0; column <= last; column++)
                WriteInput(kernel, column, rows, writer);
        }
    }

    private static IEnumerable<int> TapsOfRow(Window window, int row) => Enumerable.Range(row * window.KernelWidth, window.KernelWidth);

    private static void WriteInput(DepthwiseRows kernel, int column, IReadOnlyList<(int Output, int Tap)> rows, SourceWriter writer)
    {
        var window = kernel.Window;
        var columns = Uses(column, kernel.Pixels, window.StrideWidth, window.KernelWidth, window.DilationWidth);
        if (columns.Count == 0)
            return;
        writer.Line($"x = inputs[{column * kernel.VectorsPerBlock}];");
        foreach (var (row, tapRow) in rows)
            foreach (var (pixel, tapColumn) in columns)
            {
                var sum = Sum(row, pixel);
                writer.Line($"{sum} = {MultiplyAdd(kernel.Bits, "x", $"f{(tapRow * window.KernelWidth) + tapColumn}", sum)};");
            }
    }

    private static void WriteResults(DepthwiseRows kernel, int row, SourceWriter writer)
    {
        var (type, length) = (VectorType(kernel.Bits), ((kernel.Pixels - 1) * kernel.VectorsPerBlock) + 1);
        string Start(string name, string step) => row switch
        {
            0 => name,
            1 => $"{name} + {step} / {kernel.Lanes}",
            _ => $"{name} + {row} * {step} / {kernel.Lanes}",
        };
        writer.Line($"Span<{type}> results{row} = data.Slice({Start("output", "destinationStep")}, {length});");
        if (kernel.HasResidual)
            writer.Line($"ReadOnlySpan<{type}> residuals{row} = data.Slice({Start("addend", "residualStep")}, {length});");
        for (var pixel = 0; pixel < kernel.Pixels; pixel++)
        {
            var index = pixel * kernel.VectorsPerBlock;
            var sum = kernel.HasResidual ? $"{Sum(row, pixel)} + residuals{row}[{index}]" : Sum(row, pixel);
            writer.Line($"results{row}[{index}] = {Activate(kernel.Activation, kernel.Bits, sum)};");
        }
    }

    private static string Sum(int row, int pixel) => $"sum{row}_{pixel}";
}
