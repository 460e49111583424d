using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// How a tensor [N, C, H, W] lies in a buffer: channels in blocks (<c>[C/block][H][W][block]</c>), every block plane inside
/// a border of zeros that spares the kernels their edge cases. Sizes and strides count elements. A matrix [N, F] has C = F
/// and H = W = 1.
/// </summary>
internal sealed record Geometry(
    int Batch, int Channels, int Block, int Height, int Width, int Top = 0, int Left = 0, int Bottom = 0, int Right = 0)
{
    private readonly int _batchStride;

    public int BlockCount => (Channels + Block - 1) / Block;

    /// <summary>Channels in the last block: 1 to <see cref="Block"/>.</summary>
    public int LastLanes => Channels - ((BlockCount - 1) * Block);

    public int RowStride => (Left + Width + Right) * Block;

    public int BlockStride => (Top + Height + Bottom) * RowStride;

    /// <summary>Distance of two samples; a slice of a wider tensor has that tensor's.</summary>
    public int BatchStride
    {
        get => _batchStride == 0 ? BlockCount * BlockStride : _batchStride;
        init => _batchStride = value;
    }

    /// <summary>Offset of element (0, 0, 0, 0) from the start of the buffer.</summary>
    public int Origin => (Top * RowStride) + (Left * Block);

    /// <summary>Elements of the whole buffer, border and padding lanes included.</summary>
    public int Length => Batch * BatchStride;

    public long ElementCount => (long)Batch * Channels * Height * Width;

    public bool HasBorder => (Top | Left | Bottom | Right) != 0;

    /// <summary>For comments and reports; the whole record is printed by ToString.</summary>
    public string Describe() =>
        $"[{Batch}, {Channels}, {Height}, {Width}] in blocks of {Block}" +
        (HasBorder ? $", border {Top}/{Left}/{Bottom}/{Right}" : "");
}

/// <summary>A tensor in a buffer of the arena.</summary>
/// <param name="Buffer">Id of the buffer in <see cref="ExecutionPlan.Buffers"/>.</param>
/// <param name="Offset">Elements between the buffer's start and the start of the geometry: that of a slice, else 0.</param>
/// <param name="Element">Kernels other than loop nests take floats only.</param>
internal sealed record TensorView(int Buffer, Geometry Geometry, int Offset = 0, ElementType Element = ElementType.Float32);
