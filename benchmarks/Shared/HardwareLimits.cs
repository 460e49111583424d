using System.Globalization;

namespace ModelCompiler.Benchmarks.Hardware;

/// <summary>What one core can do at most, as it was measured: peaks of arithmetic by vector width, and bandwidths of reading.</summary>
/// <param name="Peaks">Fused multiply-adds, in GFLOP/s, by the bits of a vector; widest first.</param>
/// <param name="Bandwidths">GB/s by where the data lies; nearest first.</param>
internal sealed record HardwareLimits(
    IReadOnlyList<(int Bits, double GigaflopsPerSecond)> Peaks, IReadOnlyList<(string Level, double GigabytesPerSecond)> Bandwidths)
{
    // Well inside of the caches of all current processors, and well beyond.
    private static readonly (string Level, int Bytes)[] Levels =
        [("L1", 24 << 10), ("L2", 384 << 10), ("L3", 6 << 20), ("DRAM", 192 << 20)];

    /// <summary>The peak of the widest vectors.</summary>
    public double Peak => Peaks[0].GigaflopsPerSecond;

    public double BandwidthOf(string level) => Bandwidths.First(bandwidth => bandwidth.Level == level).GigabytesPerSecond;

    /// <summary>Measures for about so long, in turns.</summary>
    public static HardwareLimits Measure(TimeSpan time)
    {
        var peaks = new[] { 512, 256, 128 }.Where(FmaPeak.IsSupported).Select(bits => (Bits: bits, Loop: FmaPeak.Loop(bits)))
            .Select(peak => (peak.Bits, Work: peak.Loop.Flops, Probe: new Probe($"{peak.Bits} bits", peak.Loop.Run))).ToList();
        var bandwidths = Levels.Select(level => (level.Level, Loop: ReadBandwidth.Loop(level.Bytes)))
            .Select(level => (level.Level, Work: level.Loop.Bytes, Probe: new Probe(level.Level, level.Loop.Run))).ToList();
        InterleavedProbes.Measure([.. peaks.Select(peak => peak.Probe), .. bandwidths.Select(level => level.Probe)], time);
        return new HardwareLimits(
            [.. peaks.Select(peak => (peak.Bits, peak.Work / peak.Probe.Nanoseconds))],
            [.. bandwidths.Select(level => (level.Level, level.Work / level.Probe.Nanoseconds))]);
    }

    /// <summary>On one line, for pages of results.</summary>
    public string Describe() => string.Join("; ",
        [
            .. Peaks.Select(peak => string.Create(CultureInfo.InvariantCulture, $"{peak.GigaflopsPerSecond:0} GFLOP/s at {peak.Bits} bits")),
            .. Bandwidths.Select(level => string.Create(CultureInfo.InvariantCulture, $"{level.Level} {level.GigabytesPerSecond:0} GB/s")),
        ]);
}
