using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Loading;

/// <summary>A kind of model file. Another kind is another implementation and a line in <see cref="ModelLoader"/>.</summary>
internal interface IModelFormat
{
    /// <summary>The extension of such files, in lower case and with its dot.</summary>
    string Extension { get; }

    /// <summary>Whether dimensions and inputs of such models can be bound.</summary>
    bool TakesBindings { get; }

    /// <summary>Reads a model file, and the weights that it names unless they will be replaced; null with errors if that fails.</summary>
    /// <exception cref="IOException">The model file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The model file cannot be read.</exception>
    LoadedModel? Read(string file, bool withWeights, ModelBindings bindings, Report report);
}
