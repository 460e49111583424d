namespace ModelCompiler.Benchmarks.Generator.Projects;

/// <summary>A project with models among other classes.</summary>
/// <param name="ModelSource">The file with the classes of the models; ends inside of the body of the last one.</param>
/// <param name="Models">What the project lists: definitions and weight files. Attributes go without definitions.
internal sealed record BenchmarkProject(string Name, string ModelSource, IReadOnlyList<ModelText> Models)
{
    /// <summary>Files that have nothing to do with models, as most files of a project.</summary>
    public const int OtherFiles = 200;

    private static readonly string[] TenModels =
    [
        "autoencoder", "ds-cnn", "googlenet", "lenet-5", "mobilenet-v1-0.25", "mobilenet-v2", "resnet-18", "resnet-50", "resnet-8", "squeezenet-1.1",
    ];

    public static IReadOnlyList<BenchmarkProject> All { get; } =
        [LeNet5InAttributes(), Of("ResNet-50", ["resnet-50"]), Of("ten models", TenModels)];

    /// <summary>One of the other files.</summary>
    /// <param name="version">Another version is an edit: one character differs.</param>
    public static string OtherSource(int file, int version) => $$"""
        using System;
        using System.Collections.Generic;

        namespace App.Orders;

        /// <summary>Something else that the application does.</summary>
        [Serializable]
        public sealed class Order{{file}}(int id, IReadOnlyList<decimal> prices)
        {
            private readonly Dictionary<int, string> _notes = [];

            public int Id { get; } = id + {{version}};

            public decimal Total()
            {
                var total = 0m;
                foreach (var price in prices)
                    total += price > 100m ? price * 0.9m : price;
                return total;
            }

            [Obsolete("Notes are kept elsewhere.")]
            public void Note(int line, string text) => _notes[line] = text.Trim();

            public override string ToString() => $"order {Id}: {Total():0.00}, {_notes.Count} notes";
        }
        """;

    /// <summary>The classes of the models, one of them with a method that the user is writing.</summary>
    public string EditedModelSource(int version) =>
        $"{ModelSource[..^1]} {{ public static int Version() => {version}; }}\n";

    private static BenchmarkProject Of(string name, IReadOnlyList<string> networks)
    {
        var models = networks.Select(ModelText.OfZoo).ToList();
        var classes = models.Select(model => $"[CompiledModel(\"{model.DefinitionFile}\")]\npublic sealed partial class {model.ClassName};");
        return new BenchmarkProject(
            name, $"using ModelCompiler;\n\nnamespace App.Models;\n\n{string.Join("\n\n", classes)}", models);
    }

    private static BenchmarkProject LeNet5InAttributes()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Projects", "LeNet5.cs")).ReplaceLineEndings("\n");
        const string ClassEnd = "class LeNet5;";
        var source = text[..(text.IndexOf(ClassEnd, StringComparison.Ordinal) + ClassEnd.Length)];
        return new BenchmarkProject("LeNet-5", source, [ModelText.OfZoo("lenet-5") with { WeightFile = "lenet5.safetensors" }]);
    }
}
