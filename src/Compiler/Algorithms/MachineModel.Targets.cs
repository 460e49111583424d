namespace ModelCompiler.Compiler.Algorithms;

/// <content>The machine of every target.</content>
internal sealed partial record MachineModel
{
    /// <summary>A core of Zen 4 at 3.5 GHz, which takes a vector of 512 bits in two halves.</summary>
    public static MachineModel Avx512 { get; } = new()
    {
        FlopsPerNanosecond = 110,
        VectorBits = 512,
        Tile = (14, 32),
        SumsInFlight = 8,
        DirectEfficiency = 0.99,
        DepthwiseEfficiency = 0.9,
        StridedDepthwiseEfficiency = 0.7,
        PlanarEfficiency = 0.037,
        StridedPlanarEfficiency = 0.014,
        ProductEfficiency = 0.9,
        TransformF2 = new(10, 10),
        TransformF4 = new(35, 40),
        TransformF6 = new(100, 200),
        CallNanoseconds = 10,
        StepNanoseconds = 29,
        PoolTapNanoseconds = 0.9,
        FunctionNanoseconds = 12,
        MovedElementNanoseconds = 0.45,
        LoopNanoseconds = 0.27,
        L2 = new(1024 * 1024, 105),
        L3 = new(16 * 1024 * 1024, 55),
        DramBytesPerNanosecond = 22,
        ExposedShare = 0.35,
        ScratchBytes = 2 << 20,
    };

    /// <summary>The same core with vectors of 256 bits.</summary>
    public static MachineModel Avx2 { get; } = Avx512 with
    {
        VectorBits = 256,
        Tile = (6, 16),
        DirectEfficiency = 0.68,
        DepthwiseEfficiency = 0.4,
        StridedDepthwiseEfficiency = 0.3,
        ProductEfficiency = 0.6,
        TransformF2 = new(20, 28),
        TransformF4 = new(73, 130),
        TransformF6 = new(300, 380),
        CallNanoseconds = 5,
        PoolTapNanoseconds = 1.4,
        FunctionNanoseconds = 20,
        MovedElementNanoseconds = 0.9,
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
        DirectEfficiency = 0.83,
        DepthwiseEfficiency = 0.65,
        StridedDepthwiseEfficiency = 0.5,
        ProductEfficiency = 0.75,
        TransformF2 = new(15, 19),
        TransformF4 = new(54, 85),
        TransformF6 = new(200, 290),
        CallNanoseconds = 8,
        PoolTapNanoseconds = 1.1,
        L2 = new(512 * 1024, 80),
        L3 = new(16 * 1024 * 1024, 40),
        DramBytesPerNanosecond = 15,
    };
}
