using ModelCompiler.Compiler.Layouts;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>A plan while it is built: calls over buffers that have a size but no place yet.</summary>
internal sealed class PlanDraft(LayoutAssignment layouts, StorageAssignment storages)
{
    private const int WeightAlignment = 16;
    private readonly Dictionary<int, int> _lengths = [];
    private readonly HashSet<int> _states = [];
    private readonly Dictionary<(Value, int), TensorView> _converted = [];
    private readonly Dictionary<(WeightExpression, WeightPacking), PackedTensor> _packed = [];

    public List<KernelCall> Calls { get; } = [];

    public List<PackedTensor> PackedTensors { get; } = [];

    public List<StoredMatrix> Matrices { get; } = [];

    /// <summary>All tensors of the weights that are read, in order of first use.</summary>
    public List<StoredTensor> StoredTensors { get; } = [];

    /// <summary>Floats of every buffer, by id.</summary>
    public IReadOnlyDictionary<int, int> BufferLengths => _lengths;

    public StorageAssignment Storages => storages;

    /// <summary>Whether a buffer keeps its contents from run to run.</summary>
    public bool IsState(int buffer) => _states.Contains(buffer);

    /// <summary>The calls that run once per sample; null if there are none.</summary>
    public SampleLoop? SampleLoop { get; set; }

    /// <summary>Where a value lies.</summary>
    public TensorView ViewOf(Value value)
    {
        var slot = storages.SlotOf(value);
        var whole = GeometryOf(slot.Storage.Root, slot.Storage.Block, slot.Storage.Borders);
        _lengths[slot.Storage.Id] = FloatsOf(whole.Length, value.Type.Element);
        // An alias lies as its root does, but may be seen as a vector in blocks where the root is planar.
        var geometry = GeometryOf(value, layouts.BlockOf(value), slot.Storage.Borders);
        if (storages.IsSlice(value))
            geometry = geometry with { BatchStride = whole.BatchStride };
        return new(slot.Storage.Id, geometry, slot.FirstChannel / whole.Block * whole.BlockStride, value.Type.Element);
    }

    /// <summary>Operand <paramref name="input"/> of a node in a layout that it can read, converted if need be.</summary>
    public TensorView Operand(Node node, int input)
    {
        var value = node.Inputs[input]!;
        var block = layouts.BlockRead(node, input);
        if (block == layouts.BlockOf(value))
            return ViewOf(value);
        if (!_converted.TryGetValue((value, block), out var view))
        {
            var storage = storages.NewStorage(value, block);
            storage.Borders = layouts.BordersOf(value, block);
            view = new TensorView(storage.Id, GeometryOf(value, block, storage.Borders));
            _lengths[storage.Id] = view.Geometry.Length;
            _converted[(value, block)] = view;
            Calls.Add(new CopyTensor(node.Name + " input", ViewOf(value), view, 0));
        }

        return view;
    }

    /// <summary>Floats that hold as many elements of a type.</summary>
    private static int FloatsOf(int length, ElementType element) =>
        checked((int)((((long)length * element.Size()) + sizeof(float) - 1) / sizeof(float)));

    public TensorView Scratch(int length) => Image(new(1, length, 1, 1, 1));

    /// <summary>Memory for an image that is no value of the graph.</summary>
    public TensorView Image(Geometry geometry)
    {
        var id = storages.NewId();
        _lengths[id] = geometry.Length;
        return new(id, geometry);
    }

    /// <summary>Memory that keeps its contents from run to run.</summary>
    public TensorView State(int length)
    {
        var state = Scratch(length);
        _states.Add(state.Buffer);
        return state;
    }

    /// <summary>Adds a constant in packed form, or finds the one that is there.</summary>
    public PackedTensor Pack(string name, WeightExpression source, WeightPacking packing, int length)
    {
        if (_packed.TryGetValue((source, packing), out var known))
            return known;
        var offset = PackedTensors.Count == 0 ? 0 : PackedTensors[^1].Offset + PackedTensors[^1].Length;
        var padded = (length + WeightAlignment - 1) / WeightAlignment * WeightAlignment;
        var tensor = new PackedTensor(name, offset, padded, source, packing);
        PackedTensors.Add(tensor);
        StoredTensors.AddRange(Lowering.StoredTensors.In(source).Distinct().Except(StoredTensors));
        return _packed[(source, packing)] = tensor;
    }

    /// <summary>Adds weights that are read as they are stored, or finds them.</summary>
    public StoredMatrix Matrix(string name, StoredTensor source)
    {
        if (Matrices.Find(matrix => matrix.Source == source) is { } known)
            return known;
        var matrix = new StoredMatrix(name, Matrices.Count, source);
        Matrices.Add(matrix);
        if (!StoredTensors.Contains(source))
            StoredTensors.Add(source);
        return matrix;
    }

    /// <summary>One number per channel, as a constant operand.</summary>
    public PackedTensor PackVector(string name, WeightExpression source) =>
        Pack(name, source, new WeightPacking.Vector(), (int)source.Shape.ElementCount);

    private static Geometry GeometryOf(Value value, int block, Borders borders)
    {
        var image = ImageShape.Of(value.Shape);
        return new(
            image.Batch, image.Channels, block, image.Height, image.Width,
            borders.Top, borders.Left, borders.Bottom, borders.Right);
    }
}
