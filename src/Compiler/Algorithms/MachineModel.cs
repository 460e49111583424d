namespace ModelCompiler.Compiler.Algorithms;

/// <summary>The machine that the selector plans for: a compiled model runs on any, so this is one in the middle.</summary>
/// <param name="FlopsPerNanosecond">Peak of fused multiply-adds, two operations each.</param>
/// <param name="DirectEfficiency">Share of the peak that the direct kernel reaches.</param>
/// <param name="GemmEfficiency">Share of the peak that the products of Winograd reach.</param>
/// <param name="CacheBytesPerNanosecond">Bandwidth while the weights fit the last-level cache.</param>
/// <param name="MemoryBytesPerNanosecond">Bandwidth beyond that.</param>
/// <param name="LastLevelBytes">Size of the last-level cache, as far as one model can count on it.</param>
/// <param name="ScratchBytes">
/// Size of the transformed tiles of one block. From 0.75 to 2 MB make no difference on a quiet core with 1 MB of L2; where the memory is
/// shared, 2 MB took 0.7 of the time of 0.75 MB (256 channels at 56×56), since filters are read less often.
/// </param>
/// <param name="TransformScale">Time of a Winograd transform relative to AVX-512 at 3.75 GHz.</param>
internal sealed record MachineModel(
    double FlopsPerNanosecond, double DirectEfficiency, double GemmEfficiency,
    double CacheBytesPerNanosecond, double MemoryBytesPerNanosecond, int LastLevelBytes, int ScratchBytes, double TransformScale)
{
    /// <summary>
    /// 32 FLOP per cycle at 3.75 GHz (AVX2), 512 KB of L2. 0.95 and 0.93 of peak, and 100 GB/s from L3, were measured on
    /// Zen 5; its AVX2 transforms take 1.7 times as long as its AVX-512 ones (18.5 − 8.5 ms against 120 − 240 GFLOP/s of
    /// ResNet-18, less the products).
    /// </summary>
    public static MachineModel Generic { get; } = new(120, 0.95, 0.93, 60, 20, 16 << 20, 2 << 20, 1.7);
}
