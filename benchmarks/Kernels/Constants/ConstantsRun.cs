using System.Globalization;
using System.Reflection;
using System.Text;
using ModelCompiler.Benchmarks.Hardware;
using ModelCompiler.Benchmarks.Kernels.Layers;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Algorithms;

namespace ModelCompiler.Benchmarks.Kernels.Constants;

/// <summary>Measures this machine with the vectors that this process has, and prints the constants of the cost model.</summary>
internal static class ConstantsRun
{
    // Peaks and bandwidths settle faster than layers.
    private const double ShareOfLimits = 0.25;

    public static void Run(TimeSpan time, TextWriter output)
    {
        var bits = new[] { 512, 256, 128 }.First(FmaPeak.IsSupported);
        var template = bits switch { 512 => MachineModel.Avx512, 256 => MachineModel.Avx2, _ => MachineModel.Arm64 };
        var models = LayerModel.Compile(
            Experiment.All.Select(experiment => (experiment.Input, experiment.Layers)),
            bits switch { 512 => CompilationTarget.Avx512, 256 => CompilationTarget.Avx2, _ => CompilationTarget.Arm64 });
        var limits = HardwareLimits.Measure(time * ShareOfLimits);
        var probes = Experiment.All.Zip(models, (experiment, model) => experiment.ProbeOf(model)).ToList();
        InterleavedProbes.Measure(probes, time * (1 - ShareOfLimits));
        var measurements = Experiment.All.Select((experiment, i) => new Measurement(experiment, models[i].Plan, probes[i].Nanoseconds)).ToList();
        var fit = new MachineFit(template, limits, measurements);
        Print(fit.Run(), limits, fit, output);
    }

    private static void Print(MachineModel machine, HardwareLimits limits, MachineFit fit, TextWriter output)
    {
        output.WriteLine($"Vectors of {machine.VectorBits} bits: {limits.Describe()}");
        output.WriteLine();
        foreach (var (constants, error) in fit.Errors)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {constants,-32} within {error:P0}"));
        output.WriteLine();
        output.WriteLine(Literal(machine));
    }

    private static string Literal(MachineModel machine)
    {
        var text = new StringBuilder("new MachineModel\n{\n");
        foreach (var property in typeof(MachineModel).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
            text.Append(CultureInfo.InvariantCulture, $"    {property.Name} = {Literal(property.GetValue(machine)!)},\n");
        return text.Append("};").ToString();
    }

    private static string Literal(object value) => value switch
    {
        double number => Number(number),
        TransformCost cost => $"new({Number(cost.Input)}, {Number(cost.Output)})",
        MemoryLevel level => $"new({level.Bytes}, {Number(level.BytesPerNanosecond)})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Two or three digits: no measurement is better.</summary>
    private static string Number(double number) => number.ToString(
        number >= 10 ? "0" : number >= 1 ? "0.0" : number >= 0.1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);
}
