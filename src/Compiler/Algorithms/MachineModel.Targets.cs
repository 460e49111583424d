namespace ModelCompiler.Compiler.Algorithms;

/// <content>The machine of every target.</content>
internal sealed partial record MachineModel
{
    /// <summary>A core of Zen 4 at 3.5 GHz, which takes a vector of 512 bits in two halves.</summary>
    public static MachineModel Avx512 { get; } = new()
    {
        FlopsPerNanosecond = 115,
        VectorBits = 512,
        Tile = (14, 32),
        SumsInFlight = 8,
        DirectEfficiency = 0.99,
        DepthwiseEfficiency = 0.97,
        StridedDepthwiseEfficiency = 0.73,
        PlanarEfficiency = 0.7,
        StridedPlanarEfficiency = 0.24,
        ProductEfficiency = 0.89,
        TransformF2 = new(5, 18),
        TransformF4 = new(27, 54),
        TransformF6 = new(110, 164),
        FourierNanoseconds = 0.95,
        FourierSampleNanoseconds = 3.9,
        CallNanoseconds = 6,
        StepNanoseconds = 22,
        PoolTapNanoseconds = 0.6,
        FunctionNanoseconds = 4,
        MovedElementNanoseconds = 0.17,
        LoopNanoseconds = 0.03,
        ScalarLoopNanoseconds = 0.2,
        L2 = new(1024 * 1024, 100),
        L3 = new(16 * 1024 * 1024, 69),
        DramBytesPerNanosecond = 25,
        ExposedShare = 0.27,
        ScratchBytes = 2 << 20,
    };

    /// <summary>The same core with vectors of 256 bits.</summary>
    public static MachineModel Avx2 { get; } = Avx512 with
    {
        VectorBits = 256,
        Tile = (6, 16),
        DirectEfficiency = 0.92,
        DepthwiseEfficiency = 0.8,
        StridedDepthwiseEfficiency = 0.47,
        PlanarEfficiency = 0.61,
        ProductEfficiency = 0.83,
        TransformF2 = new(8, 28),
        TransformF4 = new(57, 79),
        TransformF6 = new(189, 248),
        FourierNanoseconds = 1.3,
        FourierSampleNanoseconds = 3.3,
        CallNanoseconds = 0.3,
        PoolTapNanoseconds = 0.9,
        FunctionNanoseconds = 5,
        ExposedShare = 0.67,
    };

    /// <summary>
    /// A core of the Neoverse class at 3 GHz, not measured: four pipes of 128-bit multiply-adds are 96 FLOP/ns, two are 48; this takes the
    /// mean. 32 registers hold a tile of 6×4 vectors.
    /// </summary>
    public static MachineModel Arm64 { get; } = Avx2 with
    {
        FlopsPerNanosecond = 72,
        VectorBits = 128,
        SumsInFlight = 12,
        DirectEfficiency = 0.9,
        ProductEfficiency = 0.85,
        FourierNanoseconds = 1.5,
        FourierSampleNanoseconds = 6,
        L2 = new(1024 * 1024, 60),
        L3 = new(16 * 1024 * 1024, 35),
        DramBytesPerNanosecond = 20,
    };

    /// <summary>
    /// A machine in the middle: 32 FLOP per cycle at 3.5 GHz, 512 KB of L2 and modest bandwidth, on which transforms take the mean of both
    /// vector widths and filters that no cache holds come slowly.
    /// </summary>
    public static MachineModel Generic { get; } = Avx512 with
    {
        FlopsPerNanosecond = 112,
        VectorBits = 256,
        Tile = (6, 16),
        DirectEfficiency = 0.95,
        DepthwiseEfficiency = 0.9,
        StridedDepthwiseEfficiency = 0.6,
        PlanarEfficiency = 0.65,
        ProductEfficiency = 0.86,
        TransformF2 = new(6.5, 23),
        TransformF4 = new(42, 66),
        TransformF6 = new(150, 206),
        FourierNanoseconds = 1.1,
        FourierSampleNanoseconds = 3.6,
        CallNanoseconds = 3,
        PoolTapNanoseconds = 0.75,
        L2 = new(512 * 1024, 80),
        L3 = new(16 * 1024 * 1024, 40),
        DramBytesPerNanosecond = 15,
        FunctionNanoseconds = 4.5,
        ExposedShare = 0.47,
    };
}
