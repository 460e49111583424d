using System.Runtime.InteropServices;

namespace ModelCompiler.Benchmarks.Inference.Ort;

/// <summary>ONNX Runtime cannot do what it was asked for, or is not there; the message is its own.</summary>
internal sealed class OrtException(string message) : Exception(message);

/// <summary>ONNX Runtime's native library, loaded once for the whole process.</summary>
internal sealed unsafe class OrtRuntime
{
    private const int LogErrors = 3;

    private OrtRuntime(string version, OrtApi api)
    {
        (Version, Api) = (version, api);
        nint environment, allocator;
        fixed (byte* name = "benchmark\0"u8)
            Check(api.CreateEnv(LogErrors, name, &environment));
        Check(api.GetAllocatorWithDefaultOptions(&allocator));
        (Environment, Allocator) = (environment, allocator);
    }

    /// <summary>The version of the library.</summary>
    public string Version { get; }

    public OrtApi Api { get; }

    public nint Environment { get; }

    /// <summary>Gives memory as ONNX Runtime likes it aligned.</summary>
    public nint Allocator { get; }

    /// <summary>Loads the library.</summary>
    /// <exception cref="OrtException">There is none in the file, or one that is too old.</exception>
    public static OrtRuntime Load(string file)
    {
        if (!NativeLibrary.TryLoad(file, out var library) || !NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var export))
            throw new OrtException($"{file} is not there or not a library for this machine; get-onnxruntime.sh fetches it");
        // struct OrtApiBase { const OrtApi* GetApi(uint32_t version); const char* GetVersionString(); }
        var table = ((delegate* unmanaged<nint*>)export)();
        var functions = ((delegate* unmanaged<uint, nint*>)table[0])(OrtApi.Version);
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)table[1])())!;
        return functions is not null
            ? new OrtRuntime(version, new OrtApi(functions))
            : throw new OrtException($"{file} is of version {version}, which is too old");
    }

    /// <summary>Throws what a status says, if that is a failure.</summary>
    public void Check(nint status)
    {
        if (status == 0)
            return;
        var message = Marshal.PtrToStringUTF8((nint)Api.GetErrorMessage(status))!;
        Api.ReleaseStatus(status);
        throw new OrtException(message);
    }
}
