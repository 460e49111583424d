namespace ModelCompiler.Compiler;

/// <summary>
/// The class of machines that algorithms are chosen for. The code runs on all of them whatever the target: kernels for every
/// vector width are part of it.
/// </summary>
internal enum CompilationTarget
{
    /// <summary>A machine in the middle, whose choices serve all others well.</summary>
    Generic,

    /// <summary>x64 with vectors of 512 bits.</summary>
    Avx512,

    /// <summary>x64 with vectors of 256 bits.</summary>
    Avx2,

    /// <summary>64-bit Arm with NEON, vectors of 128 bits.</summary>
    Arm64,
}

/// <summary>The targets by the names that projects and command lines give them.</summary>
internal static class CompilationTargets
{
    private static readonly string[] Names = ["generic", "avx512", "avx2", "arm64"];

    /// <summary>For messages.</summary>
    public static string Listing { get; } = $"{string.Join(", ", Names.Take(Names.Length - 1))} or {Names[Names.Length - 1]}";

    public static string NameOf(CompilationTarget target) => Names[(int)target];

    /// <summary>The target of that name, in upper or lower case; null if there is none.</summary>
    public static CompilationTarget? Find(string name)
    {
        var index = Array.FindIndex(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : (CompilationTarget)index;
    }
}
