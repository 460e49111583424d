using ModelCompiler.Tool.Npy;

namespace ModelCompiler.Tests;

/// <summary>Models, weights and arrays that tests write and read.</summary>
internal static class ModelFiles
{
    /// <summary>An input of four numbers, a dense layer of two.</summary>
    public const string Tiny = """
        {
          "name": "Tiny",
          "layers": [
            { "type": "Input", "shape": [4] },
            { "type": "Dense", "units": 2, "activation": "ReLU" }
          ]
        }
        """;

    /// <summary>The same with weights in tiny.safetensors.</summary>
    public const string TinyWithWeights = """
        {
          "name": "Tiny",
          "weights": "tiny.safetensors",
          "layers": [
            { "type": "Input", "shape": [4] },
            { "type": "Dense", "units": 2, "activation": "ReLU" }
          ]
        }
        """;

    /// <summary>Two inputs, one of bytes with channels last, and two outputs.</summary>
    public const string Pair = """
        {
          "layers": [
            { "type": "Input", "name": "image", "shape": [3, 4, 5], "layout": "ChannelsLast", "element": "UInt8" },
            { "type": "Input", "name": "other", "shape": [3, 4, 5] },
            { "type": "Add", "name": "sum", "from": ["image", "other"] },
            { "type": "GlobalAveragePool", "name": "../mean", "from": "sum" }
          ],
          "outputs": ["sum", "../mean"]
        }
        """;

    public static string Repository { get; } = FindRepository();

    public static string LeNet5 { get; } = Path.Combine(Repository, "samples", "Digits", "lenet5.json");

    public static ModelWeights Golden { get; } =
        ModelWeights.Load(Path.Combine(Repository, "tests", "TestModels", "lenet5-golden.safetensors"));

    public static string WriteText(this ToolRun tool, string name, string text) =>
        tool.WriteFile(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>tiny.json and its weights: y = ReLU([1 2 3 4; −1 0 0 1]·x + [0.5; 0]).</summary>
    public static string WriteTiny(this ToolRun tool)
    {
        tool.WriteFile("tiny.safetensors", SafetensorsBytes.File(
            """{"dense1.weight":{"dtype":"F32","shape":[2,4],"data_offsets":[0,32]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[32,40]}}""",
            SafetensorsBytes.Floats(1, 2, 3, 4, -1, 0, 0, 1, 0.5f, 0)));
        return tool.WriteText("tiny.json", TinyWithWeights);
    }

    public static string WriteArray(this ToolRun tool, string name, int[] shape, Array values)
    {
        using var bytes = new MemoryStream();
        NpyFile.Write(new NpyArray(shape, values), bytes);
        return tool.WriteFile(name, bytes.ToArray());
    }

    public static NpyArray ReadArray(this ToolRun tool, string name) => NpyFile.Read(Path.Combine(tool.Output, name));

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ModelCompiler.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder;
    }
}
