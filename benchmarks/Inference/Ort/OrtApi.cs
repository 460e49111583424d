namespace ModelCompiler.Benchmarks.Inference.Ort;

/// <summary>
/// The functions of ONNX Runtime's C interface that are needed here, by their place in <c>struct OrtApi</c>.
/// </summary>
/// <remarks>
/// A place is the number of members in front of it in <c>include/onnxruntime/core/session/onnxruntime_c_api.h</c>. The library never
/// reorders them: its own static assertions say that <c>ReleaseCustomOpDomain</c>, the last of version 1, has place 101, and
/// <c>AddFreeDimensionOverrideByName</c>, the last of version 3, has place 124. Objects are handles; functions that can fail return
/// a status, which is 0 on success.
/// </remarks>
internal sealed unsafe class OrtApi(nint* functions)
{
    /// <summary>The version of the table that holds all functions below.</summary>
    public const uint Version = 3;

    public delegate* unmanaged<nint, byte*> GetErrorMessage => (delegate* unmanaged<nint, byte*>)functions[2];

    /// <summary>Severity of what is logged, name of the log, result.</summary>
    public delegate* unmanaged<int, byte*, nint*, nint> CreateEnv => (delegate* unmanaged<int, byte*, nint*, nint>)functions[3];

    /// <summary>Environment, path, options, result.</summary>
    public delegate* unmanaged<nint, byte*, nint, nint*, nint> CreateSession =>
        (delegate* unmanaged<nint, byte*, nint, nint*, nint>)functions[7];

    /// <summary>Session, options, names, values and number of the inputs, names, number and values of the outputs.</summary>
    public delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint> Run =>
        (delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)functions[9];

    public delegate* unmanaged<nint*, nint> CreateSessionOptions => (delegate* unmanaged<nint*, nint>)functions[10];

    public delegate* unmanaged<nint, int, nint> SetSessionExecutionMode => (delegate* unmanaged<nint, int, nint>)functions[13];

    public delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel =>
        (delegate* unmanaged<nint, int, nint>)functions[23];

    public delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads => (delegate* unmanaged<nint, int, nint>)functions[24];

    public delegate* unmanaged<nint, int, nint> SetInterOpNumThreads => (delegate* unmanaged<nint, int, nint>)functions[25];

    public delegate* unmanaged<nint, nuint*, nint> SessionGetInputCount => (delegate* unmanaged<nint, nuint*, nint>)functions[30];

    public delegate* unmanaged<nint, nuint*, nint> SessionGetOutputCount => (delegate* unmanaged<nint, nuint*, nint>)functions[31];

    /// <summary>Session, index, result.</summary>
    public delegate* unmanaged<nint, nuint, nint*, nint> SessionGetInputTypeInfo =>
        (delegate* unmanaged<nint, nuint, nint*, nint>)functions[33];

    /// <summary>Session, index, allocator of the name, result.</summary>
    public delegate* unmanaged<nint, nuint, nint, nint*, nint> SessionGetInputName =>
        (delegate* unmanaged<nint, nuint, nint, nint*, nint>)functions[36];

    /// <summary>Session, index, allocator of the name, result.</summary>
    public delegate* unmanaged<nint, nuint, nint, nint*, nint> SessionGetOutputName =>
        (delegate* unmanaged<nint, nuint, nint, nint*, nint>)functions[37];

    /// <summary>Allocator, dimensions, their number, element type, result.</summary>
    public delegate* unmanaged<nint, long*, nuint, int, nint*, nint> CreateTensorAsOrtValue =>
        (delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)functions[48];

    public delegate* unmanaged<nint, void**, nint> GetTensorMutableData => (delegate* unmanaged<nint, void**, nint>)functions[51];

    /// <summary>The result is part of the type; 0 if that is not a tensor's.</summary>
    public delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo => (delegate* unmanaged<nint, nint*, nint>)functions[55];

    public delegate* unmanaged<nint, int*, nint> GetTensorElementType => (delegate* unmanaged<nint, int*, nint>)functions[60];

    public delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount => (delegate* unmanaged<nint, nuint*, nint>)functions[61];

    /// <summary>A dimension that is not known is −1.</summary>
    public delegate* unmanaged<nint, long*, nuint, nint> GetDimensions => (delegate* unmanaged<nint, long*, nuint, nint>)functions[62];

    /// <summary>A dimension without a symbol has an empty one; the symbols are part of the type.</summary>
    public delegate* unmanaged<nint, nint*, nuint, nint> GetSymbolicDimensions =>
        (delegate* unmanaged<nint, nint*, nuint, nint>)functions[63];

    public delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape => (delegate* unmanaged<nint, nint*, nint>)functions[65];

    public delegate* unmanaged<nint, nint, nint> AllocatorFree => (delegate* unmanaged<nint, nint, nint>)functions[76];

    public delegate* unmanaged<nint*, nint> GetAllocatorWithDefaultOptions => (delegate* unmanaged<nint*, nint>)functions[78];

    public delegate* unmanaged<nint, void> ReleaseStatus => (delegate* unmanaged<nint, void>)functions[93];

    public delegate* unmanaged<nint, void> ReleaseSession => (delegate* unmanaged<nint, void>)functions[95];

    public delegate* unmanaged<nint, void> ReleaseValue => (delegate* unmanaged<nint, void>)functions[96];

    public delegate* unmanaged<nint, void> ReleaseTypeInfo => (delegate* unmanaged<nint, void>)functions[98];

    public delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo => (delegate* unmanaged<nint, void>)functions[99];

    public delegate* unmanaged<nint, void> ReleaseSessionOptions => (delegate* unmanaged<nint, void>)functions[100];

    /// <summary>Options, symbol, value.</summary>
    public delegate* unmanaged<nint, byte*, long, nint> AddFreeDimensionOverrideByName =>
        (delegate* unmanaged<nint, byte*, long, nint>)functions[124];
}
