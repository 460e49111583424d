namespace ModelCompiler.Compiler.Keras.Weights;

/// <summary>What can be told from the text of a shard's path: models are untrusted, and must not name files outside their folder.</summary>
internal static class ShardPath
{
    /// <summary>Why a path is refused; null if it is a plain relative one.</summary>
    public static string? FindFault(string path)
    {
        if (path.Length == 0)
            return "no file is named";
        if (path.Any(c => char.IsControl(c) || c is '\\' or ':'))
            return "a path has forward slashes and no colons or control characters";
        var parts = path.Split('/');
        return Array.Exists(parts, part => part is "" or "." or "..") ? "the path is not a plain relative one" : null;
    }
}
