namespace ModelCompiler.Benchmarks.Inference.Networks;

/// <summary>A network to measure.</summary>
/// <param name="Name">The name of its file, or of its folder where all files are called <c>model.onnx</c>.</param>
/// <param name="Single">The file of the same network for one sample; the same one where it leaves the batch open.</param>
/// <param name="Batch">Samples per run.</param>
internal sealed record Network(string Name, string File, string Single, int Batch)
{
    private const string FileInFolder = "model.onnx";

    /// <summary>The folder of the first sample of test data, in the layout of ONNX's own tests; it need not exist.</summary>
    public string TestData => Path.Combine(Path.GetDirectoryName(File)!, "test_data_set_0");

    /// <summary>The networks in a folder, by name: its <c>*.onnx</c>, and <c>model.onnx</c> in it and in each folder in it.</summary>
    /// <exception cref="IOException">There is no such folder.</exception>
    public static IEnumerable<Network> Find(string folder, int batch) =>
        Directory.EnumerateFiles(folder, "*.onnx")
            .Concat(Directory.EnumerateDirectories(folder).Select(inner => Path.Combine(inner, FileInFolder)).Where(System.IO.File.Exists))
            .Select(Path.GetFullPath).Select(file => new Network(NameOf(file), file, file, batch))
            .OrderBy(network => network.Name, StringComparer.Ordinal);

    private static string NameOf(string file) => Path.GetFileName(file) == FileInFolder
        ? Path.GetFileName(Path.GetDirectoryName(file)!)
        : Path.GetFileNameWithoutExtension(file);
}
