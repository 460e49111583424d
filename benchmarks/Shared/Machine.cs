using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.Benchmarks.Hardware;

/// <summary>What numbers depend on beside the networks.</summary>
internal static class Machine
{
    private const string LinuxProcessors = "/proc/cpuinfo";
    private const string LinuxLoad = "/proc/loadavg";

    /// <summary>The processor as it names itself, with family and model: the name alone is often a whole product line.</summary>
    public static string Processor { get; } = File.Exists(LinuxProcessors)
        ? Describe(File.ReadLines(LinuxProcessors).TakeWhile(line => line.Length > 0))
        : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The widest vectors that compiled models use here.</summary>
    public static string Vectors { get; } =
        Vector512.IsHardwareAccelerated ? "512 bits (AVX-512)"
        : Vector256.IsHardwareAccelerated ? "256 bits"
        : Vector128.IsHardwareAccelerated ? "128 bits"
        : "none";

    /// <summary>
    /// How many programs want to run, this one among them, in the mean over 15 minutes; null where the system does not say so.
    /// </summary>
    public static double? Load() => File.Exists(LinuxLoad)
        ? double.Parse(File.ReadAllText(LinuxLoad).Split(' ')[2], CultureInfo.InvariantCulture) : null;

    private static string Describe(IEnumerable<string> lines)
    {
        var properties = lines.Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim()).ToDictionary(group => group.Key, group => group.First()[1].Trim());
        var name = properties.GetValueOrDefault("model name", RuntimeInformation.ProcessArchitecture.ToString());
        return properties.TryGetValue("cpu family", out var family) && properties.TryGetValue("model", out var model)
            ? $"{name} (family {family}, model {model})" : name;
    }
}
