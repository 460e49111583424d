namespace ModelCompiler.Compiler.Weights;

/// <summary>
/// The path of a data file that a model names, an external tensor of ONNX or a shard of TensorFlow.js. Models are untrusted and must not
/// name files outside their folder. What can be told from the text alone, under the rules of every system at once: a model that is
/// refused on Windows is refused on Linux.
/// </summary>
internal static class DataFilePath
{
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT", "CONIN$", "CONOUT$"];

    /// <summary>Why a path is refused; null if it is a plain relative one.</summary>
    public static string? FindFault(string path)
    {
        if (path.Length == 0)
            return "no file is named";
        if (path.Any(c => char.IsControl(c) || c is '\\' or ':'))
            return "a path has forward slashes and no colons or control characters";
        if (path[0] == '/')
            return "the path is absolute";
        var parts = path.Split('/');
        if (parts.Contains(".."))
            return "the path leads out of a folder";
        if (parts.Any(part => part.Length == 0) || parts[parts.Length - 1] is ".")
            return "a part of the path is empty";
        return parts.Any(IsDevice) ? "a part of the path is the name of a device" : null;
    }

    // Windows takes "nul", "NUL.bin", "com1" and "nul " for devices in any folder.
    private static bool IsDevice(string part)
    {
        var stem = part.Split('.')[0].TrimEnd(' ').ToUpperInvariant();
        var isNumbered = stem.Length == 4 && stem[3] is not (>= 'A' and <= 'Z');
        return Devices.Contains(isNumbered ? stem.Substring(0, 3) : stem);
    }
}
