using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Npy;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Execution;

/// <summary>The arrays that a user gives for a model's inputs.</summary>
/// <param name="files">A file per name of an input.</param>
/// <param name="random">Seed of the inputs that are not given; null if all must be.</param>
internal sealed class InputFiles(IReadOnlyDictionary<string, string> files, long? random)
{
    /// <summary>Takes NAME=FILE.npy apart; null with errors if that fails.</summary>
    public static IReadOnlyDictionary<string, string>? Parse(IReadOnlyList<string> arguments, Report report)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
            if (argument.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } file])
                report.UsageError($"--input must be NAME=FILE.npy, but is '{argument}'");
            else if (!files.TryAdd(name, file))
                report.UsageError($"--input gives '{name}' twice");
        return report.HasErrors ? null : files;
    }

    /// <summary>The values of all inputs, in the model's order; null with errors if some are missing or do not fit.</summary>
    public Array[]? Read(PlannedModel model, Report report)
    {
        var ports = new ModelSurface(model.Plan.Inputs, model.Plan.Outputs).Inputs;
        var names = ports.Select(port => port.Port.Name).ToList();
        foreach (var name in files.Keys.Where(name => !names.Contains(name)))
            report.Error(
                model.Model.File, DiagnosticCatalog.Tool.UnknownInput, model.Plan.Name, name, NearestName.Suggest(name, names));
        var values = ports.Select((port, i) => Read(model, port, i, report)).ToArray();
        return report.HasErrors ? null : Array.ConvertAll(values, value => value!);
    }

    private Array? Read(PlannedModel model, SurfacePort port, int index, Report report)
    {
        if (files.TryGetValue(port.Port.Name, out var file))
            return Read(file, port, report);
        if (random is { } seed)
            return RandomInputs.Draw(port, index, seed);
        report.Error(model.Model.File, DiagnosticCatalog.Tool.InputMissing, port.Port.Name, port.ShapeText);
        return null;
    }

    private static Array? Read(string file, SurfacePort port, Report report)
    {
        try
        {
            var array = NpyFile.Read(file);
            var type = ElementFormat.Of(port).Name;
            if (array.TypeName == type && array.Shape.SequenceEqual(port.CallerShape))
                return array.Values;
            report.Error(
                file, DiagnosticCatalog.Tool.ArrayMismatch, port.Port.Name, type, port.ShapeText, array.TypeName, Units.Shape(array.Shape));
        }
        catch (NpyFormatException exception)
        {
            report.Error(file, DiagnosticCatalog.Tool.ArrayUnreadable, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Error(file, DiagnosticCatalog.Tool.ArrayUnreadable, exception.Message.TrimEnd('.'));
        }

        return null;
    }
}
