using System.Diagnostics;
using System.Globalization;
using ModelCompiler.Benchmarks.Hardware;

namespace ModelCompiler.Benchmarks.Kernels;

/// <summary>
/// Runs something at several vector widths: the widest in this process, each narrower one in a process of its own, from which the runtime's
/// switches keep wider vectors.
/// </summary>
internal static class VectorWidths
{
    /// <summary>Those of this process, widest first.</summary>
    public static IReadOnlyList<int> Supported { get; } = [.. new[] { 512, 256, 128 }.Where(FmaPeak.IsSupported)];

    /// <param name="arguments">The command line that does the same, without widths.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<int> widths, Action here, IReadOnlyList<string> arguments)
    {
        var exitCode = 0;
        foreach (var bits in widths.Distinct().OrderDescending())
            if (!Supported.Contains(bits))
                Console.WriteLine($"There are no vectors of {bits} bits here.");
            else if (bits == Supported[0])
                here();
            else
                exitCode = Math.Max(exitCode, RunElsewhere(bits, arguments));
        return exitCode;
    }

    private static int RunElsewhere(int bits, IReadOnlyList<string> arguments)
    {
        var program = Environment.ProcessPath!;
        // Under the shared host, the program is its first argument.
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var width = bits.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(program, [
            .. isHost ? ["exec", typeof(VectorWidths).Assembly.Location] : Array.Empty<string>(),
            arguments[0], "--bits", width, .. arguments.Skip(1),
        ]);
        start.Environment["DOTNET_EnableAVX512"] = "0";
        if (bits < 256)
            start.Environment["DOTNET_EnableAVX2"] = "0";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
