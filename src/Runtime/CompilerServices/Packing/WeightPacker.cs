using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Brings the weights of a model into the order in which its kernels read them: the generated code adds the tensors one behind the
/// other, then all are packed at once. Results are the same bits for every number of threads, and those of packing at compile time.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightPacker
{
    private const int DenseOutputBlock = 16;

    private readonly ModelWeights _weights;
    private readonly int _length;
    private readonly List<PlacedStep> _steps = [];
    private readonly List<WeightMatrix> _matrices = [];
    private int _end;

    /// <param name="weights">The stored tensors.</param>
    /// <param name="length">The floats of all packed tensors.</param>
    public WeightPacker(ModelWeights weights, int length) => (_weights, _length) = (weights, length);

    /// <summary>The values of a stored vector of channels.</summary>
    public float[] Channels(string name) => _weights.GetValues(name);

    /// <summary>Stored filters.</summary>
    public FilterSource Stored(string name) => new(_weights.Get(name));

    /// <summary>Filters that stand in the model itself.</summary>
    public FilterSource Literal(float[] values) => new(values);

    /// <summary>Adds a number per channel, zeros behind.</summary>
    /// <param name="length">The floats of the packed tensor.</param>
    /// <param name="values">A number per channel; rounded to float.</param>
    public void Vector(int length, double[] values) => Add(length, new VectorStep(values));

    /// <summary>Adds filters as they are stored.</summary>
    /// <param name="length">The floats of the packed tensor.</param>
    /// <param name="filters">The filters, OIHW.</param>
    /// <param name="scale">A factor per output channel; empty for 1.</param>
    /// <param name="shape">The sizes of the filters.</param>
    public void Planar(int length, FilterSource filters, double[] scale, FilterShape shape) =>
        Add(length, new PlanarStep(filters, scale, shape));

    /// <summary>Adds filters as [M/outputBlock][C/inputBlock][kh][kw][lanes][outputBlock].</summary>
    /// <inheritdoc cref="Planar"/>
    public void Blocked(int length, FilterSource filters, double[] scale, FilterShape shape, int inputBlock, int outputBlock) =>
        Add(length, new BlockedStep(filters, scale, shape, inputBlock, outputBlock));

    /// <summary>
    /// Adds filters of a transposed convolution, stored as [C, M, kh, kw], as [M/outputBlock][phase][C/inputBlock][taps][lanes][outputBlock].
    /// </summary>
    /// <param name="length">The floats of the packed tensor.</param>
    /// <param name="filters">The filters, IOHW.</param>
    /// <param name="scale">A factor per output channel; empty for 1.</param>
    /// <param name="shape">The sizes of the filters.</param>
    /// <param name="strideHeight">Phases along the rows.</param>
    /// <param name="strideWidth">Phases along the columns.</param>
    /// <param name="inputBlock">Input channels per block.</param>
    /// <param name="outputBlock">Output channels per block.</param>
    public void Transposed(
        int length, FilterSource filters, double[] scale, FilterShape shape,
        int strideHeight, int strideWidth, int inputBlock, int outputBlock) =>
        Add(length, new TransposedStep(
            filters, scale, shape, TransposedFilters.Places(shape, strideHeight, strideWidth, inputBlock, outputBlock), outputBlock));

    /// <summary>Adds one filter per channel as [C/block][kh][kw][block].</summary>
    /// <inheritdoc cref="Planar"/>
    public void Depthwise(int length, FilterSource filters, double[] scale, FilterShape shape, int block) =>
        Add(length, new BlockedStep(filters, scale, shape with { Inputs = 1 }, inputBlock: 1, outputBlock: block));

    /// <summary>
    /// Adds dense filters [out, C·H·W] as [out/16][C/inputBlock][H][W][lanes][16]: the columns in the order in which an image
    /// [C/inputBlock][H][W][inputBlock] lies in memory, so that the image need not be flattened.
    /// </summary>
    /// <inheritdoc cref="Planar"/>
    public void Dense(int length, FilterSource filters, double[] scale, FilterShape shape, int inputBlock) =>
        Add(length, new BlockedStep(filters, scale, shape, inputBlock, DenseOutputBlock));

    /// <summary>
    /// Adds dense filters in the order of <see cref="Dense"/> without their factors, two numbers of bfloat16 in place of a float:
    /// [out/16][pair of columns][16].
    /// </summary>
    /// <param name="length">The floats of the packed tensor.</param>
    /// <param name="filters">The filters, all numbers of bfloat16.</param>
    /// <param name="shape">The sizes of the filters.</param>
    /// <param name="inputBlock">Input channels per block.</param>
    /// <exception cref="WeightFormatException">A filter is no number of bfloat16.</exception>
    public void DensePairs(int length, FilterSource filters, FilterShape shape, int inputBlock)
    {
        filters.RequireShort();
        Add(length, new PairStep(filters, shape, inputBlock, DenseOutputBlock));
    }

    /// <summary>
    /// Adds G·g·Gᵀ of every filter as [position][M/16][C][16]; with a stride, of the filters of its phases as if they were more channels.
    /// </summary>
    /// <param name="length">The floats of the packed tensor.</param>
    /// <param name="filters">The filters, OIHW.</param>
    /// <param name="scale">A factor per output channel; empty for 1.</param>
    /// <param name="shape">The sizes of the filters.</param>
    /// <param name="tileHeight">Output rows of a tile.</param>
    /// <param name="tileWidth">Output columns of a tile.</param>
    /// <param name="strideHeight">Phases along the rows.</param>
    /// <param name="strideWidth">Phases along the columns.</param>
    public void Winograd(
        int length, FilterSource filters, double[] scale, FilterShape shape, int tileHeight, int tileWidth,
        int strideHeight = 1, int strideWidth = 1) =>
        Add(length, new WinogradStep(
            filters, scale, shape, new(shape.KernelHeight, shape.KernelWidth, strideHeight, strideWidth), tileHeight, tileWidth));

    /// <summary>Adds G·g of every column of the filters as [position][M/outputBlock][C/inputBlock][kw][lanes][outputBlock].</summary>
    /// <param name="length">The floats of the packed tensor.</param>
    /// <param name="filters">The filters, OIHW.</param>
    /// <param name="scale">A factor per output channel; empty for 1.</param>
    /// <param name="shape">The sizes of the filters.</param>
    /// <param name="tileHeight">Output rows of a tile.</param>
    /// <param name="inputBlock">Input channels per block.</param>
    /// <param name="outputBlock">Output channels per block.</param>
    public void WinogradColumns(
        int length, FilterSource filters, double[] scale, FilterShape shape, int tileHeight, int inputBlock, int outputBlock) =>
        Add(length, new ColumnWinogradStep(filters, scale, shape, tileHeight, inputBlock, outputBlock));

    /// <summary>Adds the spectra of filters as the factors of complex products in three real ones, [3·frequency][M/16][C][16].</summary>
    /// <param name="length">The floats of the packed tensor.</param>
    /// <param name="filters">The filters, OIHW.</param>
    /// <param name="scale">A factor per output channel; empty for 1.</param>
    /// <param name="shape">The sizes of the filters.</param>
    /// <param name="samples">The sizes of their transforms.</param>
    public void Fourier(int length, FilterSource filters, double[] scale, FilterShape shape, FourierShape samples) =>
        Add(length, new FourierStep(filters, scale, shape, samples));

    /// <summary>Adds the spectra of one filter per channel as [C/16][frequency][2][16].</summary>
    /// <inheritdoc cref="Fourier"/>
    public void FourierDepthwise(int length, FilterSource filters, double[] scale, FilterShape shape, FourierShape samples) =>
        Add(length, new FourierDepthwiseStep(filters, scale, shape, samples));

    /// <summary>Adds a stored matrix [rows, columns], which takes no place among the packed tensors: floats stay where they are, others are decoded.</summary>
    /// <param name="name">The name of the stored tensor.</param>
    public void Matrix(string name)
    {
        var tensor = _weights.Get(name);
        if (tensor.Info.ElementType == WeightElementType.Float32)
        {
            _matrices.Add(new WeightMatrix(tensor));
            return;
        }

        var decoded = FloatBuffer.Uninitialized(tensor.Info.Length);
        _matrices.Add(new WeightMatrix(decoded));
        _steps.Add(new(new PlanarStep(new FilterSource(tensor), [], new(tensor.Info.Shape[0], tensor.Info.Shape[1], 1, 1)), 0, decoded.Length, decoded));
    }

    /// <summary>Packs the tensors that were added.</summary>
    /// <param name="threads">The most threads to use, that of the caller included.</param>
    /// <exception cref="InvalidOperationException">The tensors are not as long as the packed weights.</exception>
    public PackedWeights Pack(int threads) => new(PackInto(FloatBuffer.Uninitialized(_length), threads), [.. _matrices]);

    /// <summary>Packs the tensors that were added, over whatever the buffer holds.</summary>
    internal FloatBuffer PackInto(FloatBuffer packed, int threads)
    {
        if (_end != _length)
            throw new InvalidOperationException($"The packed tensors do not fill the {_length} floats of the weights.");
        var parts = 0;
        foreach (var placed in _steps)
            parts += placed.Step.Parts;
        var next = 0;
        if (threads == 1)
            PackParts();
        else
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => PackParts());
        return packed;

        void PackParts()
        {
            var scratch = new PackingScratch();
            var (index, first) = (0, 0);
            for (var i = Interlocked.Increment(ref next) - 1; i < parts; i = Interlocked.Increment(ref next) - 1)
            {
                for (; i - first >= _steps[index].Step.Parts; index++)
                    first += _steps[index].Step.Parts;
                _steps[index].Pack(i - first, packed, scratch);
            }
        }
    }

    private void Add(int length, PackingStep step)
    {
        _steps.Add(new(step, _end, length));
        _end += length;
    }

    /// <summary>A step with the place of its tensor, which is in a buffer of its own if it is not among the packed ones.</summary>
    private sealed record PlacedStep(PackingStep Step, int Offset, int Length, FloatBuffer? Own = null)
    {
        public void Pack(int part, FloatBuffer packed, PackingScratch scratch)
        {
            var destination = (Own ?? packed).Span.Slice(Offset, Length);
            Step.Pack(part, destination, scratch);
            if (part == 0)
                destination.Slice(Step.Length).Clear();
        }
    }
}
