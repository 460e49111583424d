#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>Sizes of the filters [M, C, kernel height, kernel width] of a convolution; C counts one group's channels.</summary>
#if MODELCOMPILER_RUNTIME
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#else
internal
#endif
readonly record struct FilterShape(int Outputs, int Inputs, int KernelHeight, int KernelWidth)
{
    /// <summary>Taps of one filter plane.</summary>
    internal int PlaneLength => KernelHeight * KernelWidth;

    /// <summary>Elements of the filters of one output channel.</summary>
    internal int PerOutput => Inputs * PlaneLength;
}
