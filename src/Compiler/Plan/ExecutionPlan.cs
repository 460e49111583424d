using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// Everything that is decided about a model: the kernels to call in order, where every tensor lies, how weights are packed,
/// and why. Frozen and equal by value; the emitter only prints it.
/// </summary>
internal sealed record ExecutionPlan
{
    private const int ScratchAlignment = 16;

    public required string Name { get; init; }

    public required EquatableArray<ModelPort> Inputs { get; init; }

    public required EquatableArray<ModelPort> Outputs { get; init; }

    public required EquatableArray<KernelCall> Calls { get; init; }

    /// <summary>The calls that run once per sample; null if every call computes all samples.</summary>
    public SampleLoop? SampleLoop { get; init; }

    /// <summary>How each call is divided where an instance has several threads.</summary>
    public required EquatableArray<WorkDivision> Divisions { get; init; }

    public required EquatableArray<Buffer> Buffers { get; init; }

    public required long ArenaBytes { get; init; }

    /// <summary>The most bytes that are alive at once: no placement can need less.</summary>
    public required long ArenaLowerBoundBytes { get; init; }

    public required EquatableArray<PackedTensor> PackedTensors { get; init; }

    /// <summary>The weights that are read as they are stored, by number.</summary>
    public required EquatableArray<StoredMatrix> StoredMatrices { get; init; }

    /// <summary>Every tensor that the model reads from its weights, in order of first use.</summary>
    public required EquatableArray<StoredTensor> StoredTensors { get; init; }

    /// <summary>How long each of the calls takes on the machine that was planned for, in all its repetitions.</summary>
    public required EquatableArray<long> PredictedNanoseconds { get; init; }

    public required EquatableArray<LayerReport> Layers { get; init; }

    /// <summary>The states that are kept from run to run; none if every run begins afresh.</summary>
    internal IEnumerable<TensorView> States => Calls.OfType<RecurrentCall>().Select(call => call.State).OfType<TensorView>();

    /// <summary>Whether a run goes on where the one before ended.</summary>
    internal bool IsStateful => States.Any();

    /// <summary>Whether several threads have anything to divide between them.</summary>
    internal bool IsDivided => Divisions.Any(division => division != WorkDivision.None);

    /// <summary>The predicted time of the steps that several threads divide; they do not shorten the rest.</summary>
    internal long DividedNanoseconds => PredictedNanoseconds.Zip(Divisions, (nanoseconds, division) => division == WorkDivision.None ? 0 : nanoseconds).Sum();

    /// <summary>Floats that each thread but the first needs behind the arena: scratch for an item of its own.</summary>
    internal int WorkerScratchLength => Calls.Zip(Divisions, (call, division) => division is WorkDivision.Items or WorkDivision.ItemsOrSteps ? call.ItemScratch : null)
        .Max(scratch => scratch is null ? 0 : (scratch.Geometry.Length + ScratchAlignment - 1) / ScratchAlignment * ScratchAlignment);

    public WeightsPlacement Weights { get; init; } = WeightsPlacement.None;

    /// <summary>
    /// The generated code measures its steps. Internal, so that the fingerprint leaves it out: what is computed stays the same.
    /// </summary>
    internal bool IsProfiled { get; init; }

    /// <summary>Byte offset of a tensor in the arena.</summary>
    public long ByteOffsetOf(TensorView view) =>
        Buffers.First(buffer => buffer.Id == view.Buffer).ByteOffset + ((long)view.Offset * sizeof(float));

    public long ParameterCount => StoredTensors.Sum(tensor => tensor.Shape.ElementCount);

    public long Macs => Layers.Sum(layer => layer.Macs);

    /// <summary>Floats of the packed weights of one process.</summary>
    public int PackedLength => PackedTensors.Count == 0 ? 0 : PackedTensors[^1].Offset + PackedTensors[^1].Length;

    /// <summary>Bytes of the weights that kernels read: packed ones, and those that lie as they are stored.</summary>
    internal long WeightBytes => (PackedLength * (long)sizeof(float)) + StoredMatrices.Sum(matrix => matrix.Bytes);

    /// <summary>A hash of the whole plan that is the same in every process and on every machine.</summary>
    public string Fingerprint => PlanFingerprint.Of(this);
}

/// <summary>How the generated class comes by its built-in weights.</summary>
internal abstract record WeightsPlacement
{
    public static WeightsPlacement None { get; } = new NoWeights();

    /// <summary>None built in: the caller passes them in ModelOptions.</summary>
    internal sealed record NoWeights : WeightsPlacement;

    /// <summary>Packed at compile time, as literals in the generated source: the weight file's, or those drawn from a seed.</summary>
    internal sealed record PackedInline(long? Seed = null) : WeightsPlacement
    {
        public override string ToString() => FormattableString.Invariant($"PackedInline({Seed})");
    }

    /// <summary>As stored, as literals in the generated source; packed at first use.</summary>
    internal sealed record RawInline : WeightsPlacement;

    /// <summary>Drawn from a seed and packed at first use: random weights of a model too large for literals.</summary>
    internal sealed record Drawn(long Seed) : WeightsPlacement
    {
        public override string ToString() => FormattableString.Invariant($"Drawn({Seed})");
    }

    /// <summary>The weight file as an embedded resource; packed at first use.</summary>
    internal sealed record Resource(string LogicalName) : WeightsPlacement;
}

/// <summary>Calls that run in a loop over the samples of a run.</summary>
/// <param name="First">Index of the first call.</param>
/// <param name="End">Index behind the last call.</param>
internal sealed record SampleLoop(int Samples, int First, int End)
{
    public bool Contains(int call) => call >= First && call < End;
}

/// <summary>An input or output of the model.</summary>
/// <param name="Name">The layer's name, as the user wrote it.</param>
/// <param name="Shape">The tensor's shape as the user sees it, batch included.</param>
internal sealed record ModelPort(string Name, TensorType Type, InputFormat? Format = null);

/// <summary>A region of the arena.</summary>
/// <param name="ByteOffset">A multiple of 64.</param>
/// <param name="FirstCall">Index of the first call that uses it.</param>
/// <param name="LastCall">Index of the last call that uses it.</param>
internal sealed record Buffer(int Id, int ByteOffset, int ByteLength, int FirstCall, int LastCall)
{
    public int FloatOffset => ByteOffset / sizeof(float);
}

/// <summary>What the reports say of one layer.</summary>
/// <param name="Algorithm">The algorithm chosen, in words.</param>
/// <param name="RunnerUp">The second best and its predicted time; empty where there was no choice.</param>
internal sealed record LayerReport(
    string Name, string Operator, TensorShape OutputShape, long Parameters, long Macs,
    string Algorithm, long PredictedNanoseconds, string RunnerUp = "")
{
    // Internal, so that printing a report, by which plans are hashed, leaves out what follows from the rest of the plan.

    /// <summary>Bytes of the weights that its kernels read; those that several layers share count for the first.</summary>
    internal long WeightBytes { get; init; }

    /// <summary>
    /// What the layer reads: indices of layers in the plan, or −1 − i for input i of the model; constants are left out.
    /// </summary>
    internal EquatableArray<int> Sources { get; init; }

    /// <summary>The formula of the output's size with its numbers; empty where there is none.</summary>
    internal string SizeFormula { get; init; } = "";

    /// <summary>Floating-point operations: a multiply-add is two. Biases and activations are not counted, as is usual.</summary>
    internal long Flops => 2 * Macs;

    /// <summary>Bytes of the output's elements, without borders and empty lanes.</summary>
    internal long OutputBytes => OutputShape.ElementCount * (Output?.Element ?? ElementType.Float32).Size();

    /// <summary>Why the algorithm was chosen; null where only one is known for the operator.</summary>
    internal AlgorithmReason? Choice { get; init; }

    /// <summary>The error of the layer's arithmetic; null where it has no step of its own.</summary>
    internal RoundingError? Rounding { get; init; }

    /// <summary>The part of the input that an element of the output depends on.</summary>
    internal ReceptiveField ReceptiveField { get; init; } = ReceptiveField.Whole;

    /// <summary>Where the output lies; null where that was not decided, and where the output stays in registers.</summary>
    internal TensorView? Output { get; init; }

    /// <summary>How the longest of the steps that compute the layer is divided; null where it has no step of its own.</summary>
    internal StepDivision? Division { get; init; }
}
