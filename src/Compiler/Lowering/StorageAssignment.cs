using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>A region of memory that one or more values use: aliases, slices of a concatenation, results computed in place.</summary>
internal sealed class Storage(int id, Value root, int block)
{
    public int Id { get; } = id;

    /// <summary>The value whose shape the region has; slices have fewer channels.</summary>
    public Value Root { get; } = root;

    public int Block { get; } = block;

    public Borders Borders { get; set; } = Borders.None;

    public List<Value> Members { get; } = [];

    /// <summary>Several layers write parts of it, so that nothing may be computed in place here.</summary>
    public bool IsConcatenation => Root.Producer?.Op is Concat;
}

/// <summary>Where a value lies: a storage, and the first of its channels there.</summary>
internal readonly record struct StorageSlot(Storage Storage, int FirstChannel);

/// <summary>
/// Decides which values share memory by construction: Reshape of a vector aliases, Flatten before a dense layer is looked
/// through, operands of Concat are written into their slices, and elementwise results and residual sums overwrite an operand
/// that nobody reads any more.
/// </summary>
internal sealed class StorageAssignment
{
    private readonly Graph _graph;
    private readonly LayoutAssignment _layouts;
    private readonly Dictionary<Value, StorageSlot> _slots = [];
    private readonly Dictionary<Value, (Value Whole, int FirstChannel)> _slices = [];
    private readonly Dictionary<Node, int> _positions = [];
    private int _nextId;

    public StorageAssignment(Graph graph, LayoutAssignment layouts)
    {
        _graph = graph;
        _layouts = layouts;
        for (var i = 0; i < graph.Nodes.Count; i++)
            _positions[graph.Nodes[i]] = i;
        foreach (var node in graph.Nodes.Where(node => node.Op is Concat))
            FindSlices(node);
        foreach (var input in graph.Inputs)
            Assign(input, SlotOfNewValue(input));
        foreach (var node in graph.Nodes.Where(node => !IsLookedThrough(node)))
            Assign(node.Output, Find(node));
    }

    public StorageSlot SlotOf(Value value) => _slots[value];

    /// <summary>Whether a value is a slice of some concatenation.</summary>
    public bool IsSlice(Value value) => _slices.ContainsKey(value);

    /// <summary>Whether a value is written into its slice of a concatenation.</summary>
    public bool IsSliceOf(Value value, Value whole) => _slices.TryGetValue(value, out var slice) && slice.Whole == whole;

    /// <summary>A storage of its own, for a converted copy.</summary>
    public Storage NewStorage(Value root, int block) => new(NewId(), root, block);

    /// <summary>An id for a buffer; storages and scratch share the numbers.</summary>
    public int NewId() => _nextId++;

    /// <summary>
    /// Whether a node is a Flatten that only dense layers read whose weights are packed: they read the image itself, in the order in which it
    /// lies.
    /// </summary>
    public bool IsLookedThrough(Node node) =>
        node.Op is Reshape
        && IsFlatten(node)
        && !_graph.Outputs.Contains(node.Output)
        && _graph.ConsumersOf(node.Output).All(reader => reader.Op is Gemm && reader.Input(3) != node.Output && !RowMajorWeights.Fit(reader));

    /// <summary>The value that a dense layer really reads.</summary>
    public Value SourceOf(Value value) =>
        value.Producer is { } producer && IsLookedThrough(producer) ? producer.Inputs[0]! : value;

    /// <summary>Whether a Reshape leaves the elements where they are.</summary>
    public bool IsAlias(Node node)
    {
        if (node.Op is not Reshape || node.Inputs[0] is not { IsConstant: false } source)
            return false;
        var (from, to) = (ImageShape.Of(source.Shape), ImageShape.Of(node.Output.Shape));
        var isSameVector = from.IsVector && to.IsVector && from.Batch == to.Batch
            && _layouts.BlockOf(source) == ChannelBlock.Full && _layouts.BlockOf(node.Output) == ChannelBlock.Full;
        return isSameVector
            || (from == to && _layouts.BlockOf(source) == _layouts.BlockOf(node.Output))
            || (IsDense(source) && IsDense(node.Output));
    }

    /// <summary>Whether the elements of a value lie one behind the other, in row-major order and with nothing in between or behind.</summary>
    private bool IsDense(Value value)
    {
        var (image, block) = (ImageShape.Of(value.Shape), _layouts.BlockOf(value));
        var isPlanar = block == ChannelBlock.Planar || (image.IsVector && image.Channels % block == 0);
        return isPlanar && _layouts.BordersOf(value, block) == Borders.None;
    }

    private static bool IsFlatten(Node node) =>
        node.Inputs[0]!.Shape.Rank == 4 && node.Output.Shape.Rank == 2 && node.Inputs[0]!.Shape[0] == node.Output.Shape[0];

    private StorageSlot Find(Node node) =>
        IsAlias(node) ? _slots[node.Inputs[0]!]
        : _slices.ContainsKey(node.Output) ? SlotOfNewValue(node.Output)
        : InPlace(node) ?? SlotOfNewValue(node.Output);

    private StorageSlot SlotOfNewValue(Value value)
    {
        if (_slices.TryGetValue(value, out var slice))
        {
            if (!_slots.ContainsKey(slice.Whole))
                Assign(slice.Whole, SlotOfNewValue(slice.Whole));
            var whole = _slots[slice.Whole];
            return new(whole.Storage, whole.FirstChannel + slice.FirstChannel);
        }

        return _slots.TryGetValue(value, out var slot) ? slot : new(NewStorage(value, _layouts.BlockOf(value)), 0);
    }

    private void Assign(Value value, StorageSlot slot)
    {
        if (_slots.ContainsKey(value))
            return;
        _slots[value] = slot;
        slot.Storage.Members.Add(value);
        slot.Storage.Borders = slot.Storage.Borders.Union(_layouts.BordersOf(value, _layouts.BlockOf(value)));
    }

    // A slice must begin at a whole channel block, and a value can be a slice of one concatenation only. One that ends inside a
    // block has its neighbour's channels in the lanes beyond its own, which other readers would take for zeros.
    private void FindSlices(Node concat)
    {
        if (((Concat)concat.Op).Axis != 1)
            return;
        var block = _layouts.BlockOf(concat.Output);
        var channel = 0;
        foreach (var operand in concat.Inputs)
        {
            var fits = channel % block == 0 && _layouts.BlockOf(operand!) == block && !_slices.ContainsKey(operand!)
                && concat.Inputs.Count(other => other == operand) == 1 && !IsAliasOrSource(operand!)
                && (operand!.Shape[1] % block == 0 || _graph.ConsumersOf(operand).Take(2).Count() == 1);
            if (fits)
                _slices[operand!] = (concat.Output, channel);
            channel += operand!.Shape[1];
        }
    }

    // An alias has no producer that could write elsewhere, and what is aliased would drag the alias along.
    private bool IsAliasOrSource(Value value) =>
        (value.Producer is { } producer && (IsAlias(producer) || IsLookedThrough(producer)))
        || _graph.ConsumersOf(value).Any(IsAlias);

    private StorageSlot? InPlace(Node node)
    {
        foreach (var operand in InPlaceOperands(node))
            if (CanOverwrite(node, operand))
                return _slots[operand];
        return null;
    }

    private static IEnumerable<Value> InPlaceOperands(Node node) => node.Op switch
    {
        Conv or Gemm => node.Input(3) is { } residual ? [residual] : [],
        Add or Mul => [node.Inputs[0]!, node.Inputs[1]!],
        Activate or BatchNormalization or Lrn or Softmax => [node.Inputs[0]!],
        _ => [],
    };

    private bool CanOverwrite(Node node, Value operand)
    {
        if (operand.IsConstant || operand.Shape != node.Output.Shape || !_slots.TryGetValue(operand, out var slot))
            return false;
        var others = node.Inputs.Where(value => value is { IsConstant: false } && value != operand).Select(value => SourceOf(value!));
        return !slot.Storage.IsConcatenation
            && slot.Storage.Block == _layouts.BlockOf(node.Output)
            && others.All(other => !_slots.TryGetValue(other, out var used) || used.Storage != slot.Storage)
            && slot.Storage.Members.TrueForAll(member => LastUse(member) <= _positions[node])
            && !IsReadElsewhere(node, operand);
    }

    // A convolution that adds its own input as residual would overwrite pixels that it still has to read.
    private static bool IsReadElsewhere(Node node, Value operand) => node.Op is Conv or Gemm && node.Inputs[0] == operand;

    private int LastUse(Value value)
    {
        var last = -1;
        foreach (var reader in _graph.ConsumersOf(value))
            last = Math.Max(last, IsLookedThrough(reader) ? LastUse(reader.Output) : _positions[reader]);
        return last;
    }
}
