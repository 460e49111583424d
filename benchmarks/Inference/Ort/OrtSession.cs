using System.Runtime.InteropServices;
using System.Text;
using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Benchmarks.Inference.Ort;

/// <summary>A model in ONNX Runtime, with all of its graph optimisations and one operator at a time.</summary>
internal sealed unsafe class OrtSession : IDisposable
{
    private const int Sequential = 0;
    private const int AllOptimizations = 99;

    private readonly OrtRuntime _runtime;
    private readonly nint _session;
    private readonly nint[] _inputNames;
    private readonly nint[] _outputNames;

    /// <summary>Reads and optimises a model.</summary>
    /// <param name="threads">Threads that share the work of one operator.</param>
    /// <param name="dimensions">Sizes of symbolic dimensions that are known from the start, so that it can optimise for them.</param>
    /// <exception cref="OrtException">The model cannot be read or run.</exception>
    public OrtSession(OrtRuntime runtime, string model, int threads, IReadOnlyDictionary<string, long> dimensions)
    {
        _runtime = runtime;
        _session = Open(model, threads, dimensions);
        nuint count;
        runtime.Check(runtime.Api.SessionGetInputCount(_session, &count));
        _inputNames = Names(count, runtime.Api.SessionGetInputName);
        runtime.Check(runtime.Api.SessionGetOutputCount(_session, &count));
        _outputNames = Names(count, runtime.Api.SessionGetOutputName);
        Inputs = [.. _inputNames.Select(Input)];
        OutputNames = [.. _outputNames.Select(name => Marshal.PtrToStringUTF8(name)!)];
    }

    public IReadOnlyList<OrtInput> Inputs { get; }

    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">A value per input.</param>
    /// <param name="outputs">A value per output, which is written to; where there is 0, a new one is put.</param>
    public void Run(nint[] inputs, nint[] outputs)
    {
        fixed (nint* inputNames = _inputNames, input = inputs, outputNames = _outputNames, output = outputs)
            _runtime.Check(_runtime.Api.Run(
                _session, 0, inputNames, input, (nuint)inputs.Length, outputNames, (nuint)outputs.Length, output));
    }

    public void Dispose()
    {
        foreach (var name in _inputNames.Concat(_outputNames))
            _runtime.Check(_runtime.Api.AllocatorFree(_runtime.Allocator, name));
        _runtime.Api.ReleaseSession(_session);
    }

    private nint Open(string model, int threads, IReadOnlyDictionary<string, long> dimensions)
    {
        var api = _runtime.Api;
        nint options, session;
        _runtime.Check(api.CreateSessionOptions(&options));
        try
        {
            _runtime.Check(api.SetSessionExecutionMode(options, Sequential));
            _runtime.Check(api.SetSessionGraphOptimizationLevel(options, AllOptimizations));
            _runtime.Check(api.SetIntraOpNumThreads(options, threads));
            _runtime.Check(api.SetInterOpNumThreads(options, 1));
            foreach (var (symbol, size) in dimensions)
                fixed (byte* name = Text(symbol))
                    _runtime.Check(api.AddFreeDimensionOverrideByName(options, name, size));
            fixed (byte* path = Text(model))
                _runtime.Check(api.CreateSession(_runtime.Environment, path, options, &session));
            return session;
        }
        finally
        {
            api.ReleaseSessionOptions(options);
        }
    }

    private nint[] Names(nuint count, delegate* unmanaged<nint, nuint, nint, nint*, nint> get)
    {
        var names = new nint[count];
        fixed (nint* first = names)
            for (nuint i = 0; i < count; i++)
                _runtime.Check(get(_session, i, _runtime.Allocator, first + i));
        return names;
    }

    private OrtInput Input(nint name, int index)
    {
        nint type, tensor;
        _runtime.Check(_runtime.Api.SessionGetInputTypeInfo(_session, (nuint)index, &type));
        try
        {
            _runtime.Check(_runtime.Api.CastTypeInfoToTensorInfo(type, &tensor));
            var text = Marshal.PtrToStringUTF8(name)!;
            return tensor != 0
                ? new OrtInput(
                    text, OrtTensors.ElementType(_runtime, tensor), OrtTensors.Dimensions(_runtime, tensor), Symbols(tensor))
                : throw new OrtException($"the input '{text}' is not a tensor");
        }
        finally
        {
            _runtime.Api.ReleaseTypeInfo(type);
        }
    }

    private string[] Symbols(nint tensor)
    {
        var symbols = new nint[OrtTensors.Dimensions(_runtime, tensor).Length];
        fixed (nint* first = symbols)
            _runtime.Check(_runtime.Api.GetSymbolicDimensions(tensor, first, (nuint)symbols.Length));
        return [.. symbols.Select(symbol => Marshal.PtrToStringUTF8(symbol)!)];
    }

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
