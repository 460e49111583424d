#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.IR;
#endif

/// <summary>
/// A convolution of stride s as a sum of convolutions of stride 1, its polyphase components: phase p has the inputs s·i + p and the taps s·j + p
/// (Huang et al. 2020, DWM: A Decomposable Winograd Method). Along an axis where the stride does not divide the kernel, later phases have a
/// tap less: as if the last were zero. Stride 1 has one phase, the convolution itself.
/// </summary>
internal sealed class Polyphase
{
    private const int ChannelBlock = 16;

    private readonly int _fullRows;
    private readonly int _fullColumns;

    /// <param name="kernelHeight">Taps along the rows of the whole filter.</param>
    /// <param name="kernelWidth">Taps along its columns.</param>
    /// <param name="strideHeight">Phases along the rows.</param>
    /// <param name="strideWidth">Phases along the columns.</param>
    public Polyphase(int kernelHeight, int kernelWidth, int strideHeight, int strideWidth)
    {
        (StrideHeight, StrideWidth) = (strideHeight, strideWidth);
        (KernelHeight, KernelWidth) = (Taps(kernelHeight, strideHeight), Taps(kernelWidth, strideWidth));
        // The phases that have all taps come first along an axis.
        _fullRows = kernelHeight - ((KernelHeight - 1) * strideHeight);
        _fullColumns = kernelWidth - ((KernelWidth - 1) * strideWidth);
    }

    public int StrideHeight { get; }

    public int StrideWidth { get; }

    /// <summary>Taps of a phase along the rows.</summary>
    public int KernelHeight { get; }

    /// <summary>Taps of a phase along the columns.</summary>
    public int KernelWidth { get; }

    public int Count => StrideHeight * StrideWidth;

    /// <summary>Whether some phases have a tap less than others.</summary>
    public bool HasShorter => _fullRows < StrideHeight || _fullColumns < StrideWidth;

    /// <summary>
    /// Whether Winograd's algorithm has the phases copied beside each other as channels: those of one phase alone would leave lanes empty.
    /// </summary>
    /// <param name="inputs">Channels of the image.</param>
    public bool IsGathered(int inputs) => Count > 1 && inputs % ChannelBlock != 0;

    /// <summary>
    /// Row and column of the phases in the order in which their channels are computed: in the middle those that have all taps along both
    /// axes, so that <see cref="Seen"/> is always a range.
    /// </summary>
    public (int Row, int Column)[] Order()
    {
        var order = new (int Row, int Column)[Count];
        for (var row = 0; row < StrideHeight; row++)
            for (var column = 0; column < StrideWidth; column++)
                order[Place(row, column)] = (row, column);
        return order;
    }

    /// <summary>
    /// The phases that are not multiplied with zeros only. The transform of a filter of fewer taps is zero at infinity, the last row and the
    /// last column of the positions.
    /// </summary>
    public (int First, int End) Seen(bool isLastRow, bool isLastColumn)
    {
        var first = isLastColumn ? _fullRows * (StrideWidth - _fullColumns) : 0;
        return (first, isLastRow ? _fullRows * StrideWidth : isLastColumn ? first + (StrideHeight * _fullColumns) : Count);
    }

    /// <summary>
    /// Where the taps of one output channel go, [C][kh][kw], in its filters by phases, [phase·C + c][rows][columns]. Gathered channels have another
    /// order, [phase's row][c][phase's column]: neighbours in a row of the image are neighbours then.
    /// </summary>
    /// <param name="inputs">C.</param>
    /// <param name="kernelHeight">Taps along the rows of the whole filter.</param>
    /// <param name="kernelWidth">Taps along its columns.</param>
    public int[] Places(int inputs, int kernelHeight, int kernelWidth)
    {
        var places = new int[inputs * kernelHeight * kernelWidth];
        var isGathered = IsGathered(inputs);
        var next = 0;
        for (var input = 0; input < inputs; input++)
            for (var row = 0; row < kernelHeight; row++)
                for (var column = 0; column < kernelWidth; column++)
                {
                    var (phaseRow, phaseColumn) = (row % StrideHeight, column % StrideWidth);
                    var channel = isGathered
                        ? (((phaseRow * inputs) + input) * StrideWidth) + phaseColumn
                        : (Place(phaseRow, phaseColumn) * inputs) + input;
                    places[next++] = (((channel * KernelHeight) + (row / StrideHeight)) * KernelWidth) + (column / StrideWidth);
                }

        return places;
    }

    private int Place(int row, int column)
    {
        var (isFullRow, isFullColumn) = (row < _fullRows, column < _fullColumns);
        var shortColumns = StrideWidth - _fullColumns;
        return (isFullRow, isFullColumn) switch
        {
            (true, false) => (row * shortColumns) + column - _fullColumns,
            (true, true) => (_fullRows * shortColumns) + (row * _fullColumns) + column,
            (false, true) => (_fullRows * StrideWidth) + ((row - _fullRows) * _fullColumns) + column,
            (false, false) => (_fullRows * StrideWidth) + ((StrideHeight - _fullRows) * _fullColumns)
                + ((row - _fullRows) * shortColumns) + column - _fullColumns,
        };
    }

    private static int Taps(int kernel, int stride) => (kernel + stride - 1) / stride;
}
