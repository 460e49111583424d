namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>How a value between elements is made of them.</summary>
internal enum ResizeMode
{
    Nearest,
    Linear,
    Cubic,
}

/// <summary>Which place of the input belongs to an element of the result; names and formulas are ONNX's.</summary>
internal enum CoordinateTransformation
{
    HalfPixel,
    HalfPixelSymmetric,
    PytorchHalfPixel,
    AlignCorners,
    Asymmetric,
    TfCropAndResize,
    TfHalfPixelForNn,
}

/// <summary>Which element is the nearest.</summary>
internal enum NearestMode
{
    RoundPreferFloor,
    RoundPreferCeil,
    Floor,
    Ceil,

    /// <summary>Ceil where the axis becomes shorter, else floor: what Resize of opset 10 does.</summary>
    FloorOrCeil,
}

/// <summary>One axis that is resized: which elements of the input each element of the result is made of, and with which weights.</summary>
internal sealed record ResizeAxis(int Length, int Result, float Scale, float RoiStart, float RoiEnd)
{
    public required CoordinateTransformation Transformation { get; init; }

    public float CubicCoefficient { get; init; } = -0.75f;

    public bool ExcludesOutside { get; init; }

    public bool IsAntialiased { get; init; }

    /// <summary>How many numbers the tables of the axis have.</summary>
    public double TableSize(ResizeMode mode) => (double)Result * (mode == ResizeMode.Nearest ? 1 : 2 * Math.Ceiling(Radius(mode) / Stretch));

    // The part of the input's grid that the filter's grid is finer by: a stretched filter reaches further.
    private double Stretch => IsAntialiased ? Math.Min(Scale, 1.0) : 1.0;

    /// <summary>Whether an element of the result lies outside the cropped input, where the extrapolation value stands.</summary>
    public bool IsOutside(int index) =>
        Transformation == CoordinateTransformation.TfCropAndResize && Place(index) is var place && (place < 0 || place > Length - 1);

    /// <summary>The element of the input that is nearest to an element of the result.</summary>
    public int Nearest(int index, NearestMode mode)
    {
        var place = Place(index);
        var nearest = mode switch
        {
            NearestMode.RoundPreferFloor => Math.Ceiling(place - 0.5),
            NearestMode.RoundPreferCeil => Math.Floor(place + 0.5),
            NearestMode.Floor => Math.Floor(place),
            NearestMode.Ceil => Math.Ceiling(place),
            _ => Scale < 1 ? Math.Ceiling(place) : Math.Floor(place),
        };
        return Clamp((long)nearest);
    }

    /// <summary>The elements of the input around an element of the result, those outside replaced by the edge.</summary>
    public (int Index, double Weight)[] Taps(int index, ResizeMode mode)
    {
        var place = Place(index);
        var origin = Math.Floor(place);
        var first = (int)Math.Floor(-Radius(mode) / Stretch) + 1;
        var offsets = Enumerable.Range(first, 2 - (2 * first)).ToList();
        var weights = offsets.ConvertAll(offset => Weight((offset - (place - origin)) * Stretch, mode));
        if (ExcludesOutside)
            weights = [.. weights.Select((weight, i) => origin + offsets[i] >= 0 && origin + offsets[i] < Length ? weight : 0)];
        var sum = ExcludesOutside || IsAntialiased ? weights.Sum() : 1;
        return [.. weights.Select((weight, i) => (Clamp((long)origin + offsets[i]), weight / sum))];
    }

    private static double Radius(ResizeMode mode) => mode == ResizeMode.Linear ? 1 : 2;

    private double Weight(double distance, ResizeMode mode)
    {
        var (x, a) = (Math.Abs(distance), (double)CubicCoefficient);
        if (mode == ResizeMode.Linear)
            return Math.Max(0, 1 - x);
        return x <= 1 ? ((((a + 2) * x) - (a + 3)) * x * x) + 1
            : x < 2 ? (((((a * x) - (5 * a)) * x) + (8 * a)) * x) - (4 * a)
            : 0;
    }

    // In float, as exporters' runtimes compute it: at ties the nearest element depends on it.
    private float Place(int index) => Transformation switch
    {
        CoordinateTransformation.HalfPixelSymmetric => (float)((Length / 2f * (1 - (Result / (Scale * Length)))) + HalfPixel(index)),
        CoordinateTransformation.PytorchHalfPixel => Result > 1 ? HalfPixel(index) : 0,
        CoordinateTransformation.AlignCorners => Result > 1 ? (float)((float)(index * (Length - 1f)) / (Result - 1f)) : 0,
        CoordinateTransformation.Asymmetric => (float)(index / Scale),
        CoordinateTransformation.TfHalfPixelForNn => (float)((index + 0.5f) / Scale),
        CoordinateTransformation.TfCropAndResize => Result > 1
            ? (float)((RoiStart * (Length - 1f)) + (float)((float)(index * (RoiEnd - RoiStart) * (Length - 1f)) / (Result - 1f)))
            : (float)(0.5f * (RoiStart + RoiEnd) * (Length - 1f)),
        _ => HalfPixel(index),
    };

    private float HalfPixel(int index) => (float)((float)((index + 0.5f) / Scale) - 0.5f);

    private int Clamp(long index) => (int)Math.Max(0, Math.Min(Length - 1, index));
}
