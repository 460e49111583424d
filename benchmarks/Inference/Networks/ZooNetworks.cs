using System.Globalization;
using ModelCompiler.Tool.Commands;

namespace ModelCompiler.Benchmarks.Inference.Networks;

/// <summary>The networks of <c>samples/Zoo</c>, as ONNX files that <c>modelc convert</c> writes.</summary>
internal static class ZooNetworks
{
    private const string Solution = "ModelCompiler.sln";

    /// <summary>They have layers that <c>modelc convert</c> does not write as ONNX.</summary>
    private static readonly HashSet<string> NotInOnnx =
        ["c3d", "gru-spotter", "lenet-5-1998", "lstm-spotter", "sagan-block", "tcn", "text-cnn", "u-net"];

    /// <summary>
    /// The networks by name. Each is written when it is asked for and deleted when the next one is: together they have 2.7 GB of
    /// weights. One that cannot be written has no file.
    /// </summary>
    /// <param name="isWanted">Whether a network of that name is asked for.</param>
    /// <param name="batch">Samples per run.</param>
    public static IEnumerable<Network> Convert(Func<string, bool> isWanted, int batch)
    {
        var definitions = Directory.EnumerateFiles(Path.Combine(FindRepository(), "samples", "Zoo", "models"), "*.json")
            .Where(file => Path.GetFileNameWithoutExtension(file) is var name && isWanted(name) && !NotInOnnx.Contains(name))
            .Order(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            var folder = Directory.CreateTempSubdirectory("modelcompiler-");
            try
            {
                var name = Path.GetFileNameWithoutExtension(definition);
                var network = new Network(name, Path.Combine(folder.FullName, name + ".onnx"), definition, batch);
                ModelcCommand.Run(
                    ["convert", definition, network.File, "--batch", batch.ToString(CultureInfo.InvariantCulture)], TextWriter.Null, Console.Error);
                yield return network;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, Solution)))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The benchmark runs outside the repository.");
        return folder;
    }
}
