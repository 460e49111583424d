namespace ModelCompiler.Compiler.Plan;

/// <summary>Identifies one generated kernel that layers of all models share.</summary>
internal abstract record KernelVariant
{
    /// <summary>Name of the kernel's class and of its file.</summary>
    public abstract string ClassName { get; }
}
