using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Keras.Weights;

/// <summary>The files beside a model that hold its weights. A host that has a file system implements it.</summary>
internal interface IModelFiles
{
    /// <summary>Reads a file below the model's folder.</summary>
    /// <param name="location">
    /// A relative path with forward slashes and without <c>..</c>. That no link leads out of the folder is for the implementation to see to.
    /// </param>
    /// <param name="maximumLength">In bytes. A longer file is not read.</param>
    /// <exception cref="IOException">There is no such file, it is no plain file below the folder, or it is too long; the message says so.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    byte[] Read(string location, long maximumLength);
}

/// <summary>A weight under the name that Keras gave it.</summary>
/// <param name="Read">The elements, when they are needed.</param>
internal sealed record KerasWeight(string Name, int[] Shape, Func<LayerTensor> Read)
{
    /// <summary>A tensor of a weight file.</summary>
    public static KerasWeight Of(ImportedTensor tensor)
    {
        int[] shape = [.. tensor.Shape.Dimensions];
        return new KerasWeight(tensor.Name, shape, () => new LayerTensor(tensor.Format, shape, tensor.Bytes.ToArray()));
    }
}
