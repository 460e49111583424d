using ModelCompiler.Compiler.Keras.Weights;

namespace ModelCompiler.Tests.Models;

/// <summary>The folder of a model, in memory.</summary>
internal sealed class MemoryFiles(params (string Name, byte[] Content)[] files) : IModelFiles
{
    public static MemoryFiles None { get; } = new();

    public byte[] Read(string location, long maximumLength)
    {
        var content = files.FirstOrDefault(file => file.Name == location).Content
            ?? throw new FileNotFoundException($"there is no file '{location}' in the folder of the model");
        return content.Length <= maximumLength
            ? content : throw new IOException($"the file has {content.Length} bytes, but at most {maximumLength} are expected");
    }
}
