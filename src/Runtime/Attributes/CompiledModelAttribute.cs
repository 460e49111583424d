namespace ModelCompiler;

/// <summary>
/// Makes a partial class a compiled model: the generator adds <c>Run</c>, the lengths and shapes of its inputs and outputs,
/// and <c>Info</c>.
/// </summary>
/// <remarks>
/// Without a file, the layers are the attributes that follow, in their order. All of them stand on one declaration of the class.
/// <code>
/// [CompiledModel]
/// [Input(1, 28, 28)]
/// [Conv2D(6, 5, AutoPad = AutoPad.Same, Activation = Activation.Tanh)]
/// [AveragePool2D(2)]
/// [Flatten]
/// [Dense(10), Softmax]
/// [Weights("digits.safetensors")]
/// public sealed partial class Digits;
/// </code>
/// </remarks>
/// <param name="file">
/// A model file to compile instead of attributes, as the project lists it: <c>&lt;CompiledModel Include="digits.json" /&gt;</c>.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CompiledModelAttribute(string? file = null) : Attribute
{
    /// <summary>The model file; null where the layers are attributes.</summary>
    public string? File { get; } = file;

    /// <summary>
    /// How many samples <c>Run</c> takes at once, 1 to 1024: the first dimension of every input and output. Default: 1, or what the
    /// model file says.
    /// </summary>
    public int Batch { get; set; } = 1;

    /// <summary>
    /// Whether recurrent layers keep their states from call to call. The class then has <c>Step</c>, which takes the next part of a stream,
    /// and <c>Reset</c> in place of <c>Run</c>. Default: false, or what the model file says.
    /// </summary>
    public bool Stateful { get; set; }

    /// <summary>
    /// The most bytes that an instance's arena may take; a model that needs more does not build, and the error names the layers that it is
    /// made of. Default: no limit, or what the model file says.
    /// </summary>
    public long MaxArenaBytes { get; set; } = long.MaxValue;

    /// <summary>
    /// The most bytes that the weights may take as the kernels read them; a model that needs more does not build. Default: no limit, or
    /// what the model file says.
    /// </summary>
    public long MaxWeightBytes { get; set; } = long.MaxValue;

    /// <summary>
    /// The most multiply-adds that a run may take; a model that needs more does not build. Default: no limit, or what the model file says.
    /// </summary>
    public long MaxMacs { get; set; } = long.MaxValue;

    /// <summary>
    /// Whether the model measures how long each of its steps takes, and shows it in a property <c>Profile</c> of type
    /// <see cref="ModelProfile"/>. Default: false, or what the MSBuild property <c>ModelCompilerProfile</c> says.
    /// </summary>
    public bool Profile { get; set; }
}
