namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>
/// What can be told from the text of an external location, under the rules of every system at once: a model that is refused on
/// Windows is refused on Linux.
/// </summary>
internal static class ExternalPath
{
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT", "CONIN$", "CONOUT$"];

    /// <summary>Why a location is refused; null if it is a plain relative path.</summary>
    public static string? FindFault(string location)
    {
        if (location.Length == 0)
            return "no file is named";
        if (location.Any(c => char.IsControl(c) || c is '\\' or ':'))
            return "a path has forward slashes and no colons or control characters";
        if (location[0] == '/')
            return "the path is absolute";
        var parts = location.Split('/');
        if (parts.Contains(".."))
            return "the path leads out of a folder";
        if (parts.Any(part => part.Length == 0) || parts[^1] is ".")
            return "a part of the path is empty";
        return parts.Any(IsDevice) ? "a part of the path is the name of a device" : null;
    }

    // Windows takes "nul", "NUL.bin", "com1" and "nul " for devices in any folder.
    private static bool IsDevice(string part)
    {
        var stem = part.Split('.')[0].TrimEnd(' ').ToUpperInvariant();
        var isNumbered = stem.Length == 4 && !char.IsAsciiLetter(stem[3]);
        return Devices.Contains(isNumbered ? stem[..3] : stem);
    }
}
