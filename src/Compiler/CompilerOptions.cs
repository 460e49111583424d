namespace ModelCompiler.Compiler;

/// <summary>What the host may set for a compilation, beyond the model itself.</summary>
internal sealed record CompilerOptions
{
    public static CompilerOptions Default { get; } = new();

    /// <summary>
    /// Up to this many parameters a model's weights stand in the generated source, above in an embedded resource:
    /// Roslyn takes 0.22 s per million floats in string literals, and an assembly holds 16 MB of them.
    /// </summary>
    public int InlineWeightLimit { get; init; } = 262_144;

    /// <summary>
    /// Convolutions that leave the algorithm to the compiler are computed directly: slower, but with the error of a plain sum.
    /// </summary>
    public bool OnlyDirectConvolutions { get; init; }

    /// <summary>The model measures how long each of its steps takes, and shows it in a property <c>Profile</c>.</summary>
    public bool Profile { get; init; }

    /// <summary>The class of machines that algorithms are chosen for.</summary>
    public CompilationTarget Target { get; init; }
}

/// <summary>The C# class that a model becomes.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Name">As declared, without @.</param>
internal sealed record ModelClass(string Namespace, string Name)
{
    public string FullName => Namespace.Length == 0 ? Name : Namespace + "." + Name;
}

/// <summary>A file for the C# compiler.</summary>
internal sealed record GeneratedSource(string HintName, string Text);
