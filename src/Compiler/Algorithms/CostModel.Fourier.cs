namespace ModelCompiler.Compiler.Algorithms;

/// <content>Convolutions by Fourier transforms: the best size of the tiles, and what they take.</content>
internal sealed partial class CostModel
{
    // Beside the image's, three values of every sample go to the products or come from there.
    private const int PlacesPerSample = 4;

    private const int LargestAxis = 256;
    private const int LongestAxis = 8192;

    /// <summary>Frequencies at which the transforms of real filters are multiplied: one for each and its negation.</summary>
    public static int Frequencies(int rows, int columns) => ((rows * columns) + (Math.Min(2, rows) * Math.Min(2, columns))) / 2;

    /// <summary>The fastest size of the transforms of a convolution.</summary>
    public Candidate Fourier(ConvShape shape)
    {
        var (spanHeight, spanWidth) = Span(shape);
        var longest = spanHeight == 1 || spanWidth == 1 ? LongestAxis : LargestAxis;
        var sizes =
            from rows in Sizes(spanHeight, shape.OutputHeight, longest)
            from columns in Sizes(spanWidth, shape.OutputWidth, longest)
            select new Candidate(ConvMethod.Fourier, Fourier(shape, rows, columns)) { Samples = (rows, columns) };
        return sizes.OrderBy(candidate => candidate.Nanoseconds).First();
    }

    /// <summary>Tiles whose products are computed together, an even number.</summary>
    public int FourierTileBlock(ConvShape shape, int rows, int columns)
    {
        var products = ProductsOf(shape, (rows, columns));
        return RoundUp(DivideUp(products.Tiles, BlockCount(products)), 2);
    }

    /// <summary>Powers of two and three times them: from those that give results at all to the first that makes one tile of the image.</summary>
    private static IEnumerable<int> Sizes(int span, int outputs, int largest)
    {
        if (span == 1)
            return [1];
        var all = Enumerable.Range(2, 12).SelectMany(i => new[] { 1 << i, 3 << (i - 1) }).OrderBy(size => size)
            .Where(size => size > span && size <= largest).ToList();
        var enough = all.FindIndex(size => size - span + 1 >= outputs);
        return enough < 0 ? all : all.Take(enough + 1);
    }

    /// <summary>With transforms of a given size.</summary>
    public long Fourier(ConvShape shape, int rows, int columns)
    {
        var products = ProductsOf(shape, (rows, columns));
        var samples = rows * columns;
        var places = shape.IsDepthwise ? 1 : PlacesPerSample;
        var transform = samples * ((Math.Log(samples, 2) * machine.FourierNanoseconds) + (places * machine.FourierSampleNanoseconds));
        var transforms = products.Tiles / 2 * transform * (products.InputBlocks + products.OutputBlocks);
        if (!shape.IsDepthwise)
            return Round(
                transforms + Time(products, BlockCount(products)) + (machine.ExposedShare * ImageTime(shape)) + machine.StepNanoseconds);
        var filters = (double)Frequencies(rows, columns) * 2 * products.InputBlocks * 16 * sizeof(float);
        return Round(Together(transforms, FilterTime(filters) + ImageTime(shape)) + machine.StepNanoseconds);
    }

    // Three real products for each complex one. Tiles go in pairs.
    private static Products ProductsOf(ConvShape shape, (int Rows, int Columns) samples)
    {
        var (spanHeight, spanWidth) = Span(shape);
        var rows = DivideUp(shape.OutputHeight, samples.Rows - spanHeight + 1);
        var columns = DivideUp(shape.OutputWidth, samples.Columns - spanWidth + 1);
        return new(
            3 * Frequencies(samples.Rows, samples.Columns), RoundUp(checked(shape.Batch * rows * columns), 2), shape.Inputs, DivideUp(shape.Outputs, 16));
    }

    private static (int Height, int Width) Span(ConvShape shape) =>
        (((shape.KernelHeight - 1) * shape.DilationHeight) + 1, ((shape.KernelWidth - 1) * shape.DilationWidth) + 1);
}
