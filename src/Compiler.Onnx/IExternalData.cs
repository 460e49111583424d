namespace ModelCompiler.Compiler.Onnx;

/// <summary>The files beside a model that hold its large tensors. A host that has a file system implements it.</summary>
internal interface IExternalData
{
    /// <summary>Reads a range of a file below the model's folder.</summary>
    /// <param name="location">
    /// A relative path with forward slashes and without <c>..</c>. That no link leads out of the folder is for the implementation to see to.
    /// </param>
    /// <param name="offset">In bytes, not negative.</param>
    /// <param name="length">In bytes, positive. Nothing is allocated before the file is known to have as many.</param>
    /// <exception cref="IOException">There is no such file, it is no plain file below the folder, or it is too short; the message says so.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    byte[] Read(string location, long offset, int length);
}

/// <summary>For a model that comes without a folder.</summary>
internal sealed class NoExternalData : IExternalData
{
    public static NoExternalData Instance { get; } = new();

    public byte[] Read(string location, long offset, int length) =>
        throw new IOException("the model was not read from a folder");
}
