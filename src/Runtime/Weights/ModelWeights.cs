using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// An immutable set of named float tensors, to be used instead of the weights that a model was compiled with.
/// </summary>
/// <remarks>
/// Values keep the element type in which they were stored and are widened to float when they are read. All of them
/// are finite. Instances may be shared between models and threads.
/// </remarks>
public sealed class ModelWeights
{
    private readonly Dictionary<string, StoredTensor> _tensors = new(StringComparer.Ordinal);

    internal ModelWeights(IReadOnlyList<StoredTensor> tensors)
    {
        foreach (var tensor in tensors)
            if (!_tensors.TryAdd(tensor.Info.Name, tensor))
                throw WeightErrors.Duplicate(tensor.Info.Name);
        Tensors = tensors.Select(tensor => tensor.Info).ToList().AsReadOnly();
    }

    /// <summary>The tensors, in the order of their bytes in the file or in the order given.</summary>
    public IReadOnlyList<WeightTensorInfo> Tensors { get; }

    /// <summary>Reads a safetensors file with F32, F16 and BF16 tensors.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="WeightFormatException">
    /// The file is broken, of another format, or holds values that are not finite.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelWeights Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var stream = File.OpenRead(path);
        try
        {
            return Load(stream);
        }
        catch (WeightFormatException exception)
        {
            throw new WeightFormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Reads safetensors data from the current position of a stream to its end; the stream stays open.
    /// </summary>
    /// <param name="stream">The stream; one that cannot seek is read into memory first.</param>
    /// <exception cref="WeightFormatException">
    /// The data is broken, of another format, or holds values that are not finite.
    /// </exception>
    public static ModelWeights Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new ModelWeights(SafetensorsReader.Read(stream));
    }

    /// <summary>Makes weights of values in memory, which are copied.</summary>
    /// <param name="tensors">The tensors, with distinct names.</param>
    /// <exception cref="WeightFormatException">
    /// A name is there twice, a shape is negative, too large or not that of the values, or a value is not finite.
    /// </exception>
    public static ModelWeights FromTensors(IEnumerable<WeightTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return new ModelWeights(tensors.Select(Store).ToList());
    }

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>The tensor of that name, or null.</summary>
    public WeightTensorInfo? Find(string name) => _tensors.GetValueOrDefault(name)?.Info;

    /// <summary>The values of a tensor as floats, in row-major order.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    public float[] GetValues(string name)
    {
        var tensor = Get(name);
        var values = GC.AllocateUninitializedArray<float>(tensor.Info.Length);
        tensor.CopyTo(0, values);
        return values;
    }

    /// <summary>Writes the values of a tensor as floats, in row-major order.</summary>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="destination">As long as the tensor.</param>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void CopyValues(string name, Span<float> destination)
    {
        var tensor = Get(name);
        if (destination.Length != tensor.Info.Length)
            throw new ArgumentException(
                $"Tensor {WeightErrors.Quote(name)} of shape {WeightErrors.Shape(tensor.Info.Shape)} holds {tensor.Info.Length} "
                + $"values; the destination has room for {destination.Length}.", nameof(destination));
        tensor.CopyTo(0, destination);
    }

    internal StoredTensor Get(string name) =>
        _tensors.TryGetValue(name, out var tensor)
            ? tensor
            : throw new KeyNotFoundException($"There is no tensor {WeightErrors.Quote(name)} among the {Tensors.Count} weights.");

    private static StoredTensor Store(WeightTensor tensor)
    {
        var shape = tensor.Shape.IsDefault ? [] : tensor.Shape;
        var text = $"Tensor {WeightErrors.Quote(tensor.Name)} of shape {WeightErrors.Shape(shape)}";
        if (shape.Any(dimension => dimension < 0))
            throw new WeightFormatException($"{text} has a negative dimension; expected 0 or more.");
        var length = TensorSize.Length(tensor.Name, shape.AsSpan(), WeightElementType.Float32);
        if (length != tensor.Values.Length)
            throw new WeightFormatException($"{text} needs {length} values; found {tensor.Values.Length}.");
        var info = new WeightTensorInfo(tensor.Name, shape, length, WeightElementType.Float32);
        return new StoredTensor(info, MemoryMarshal.AsBytes(tensor.Values.Span).ToArray());
    }
}
