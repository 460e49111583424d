using System.Buffers;
using System.Runtime.InteropServices;

namespace ModelCompiler.Tests.GuardedMemory;

/// <summary>Where the inaccessible page lies that a buffer touches.</summary>
internal enum GuardSide
{
    Before,
    Behind,
}

/// <summary>
/// Floats of which the first has an inaccessible page before it, or the last one behind it. Reading or writing beyond them, be it one byte,
/// ends the process.
/// </summary>
internal sealed unsafe partial class GuardedFloats : MemoryManager<float>
{
    private const int NoAccess = 0;

    private readonly byte* _pages;
    private readonly nuint _length;
    private readonly float* _first;
    private readonly int _count;

    public GuardedFloats(int count, GuardSide side)
    {
        var page = (nuint)Environment.SystemPageSize;
        var bytes = (nuint)count * sizeof(float);
        var inner = (bytes + page - 1) / page * page;
        _count = count;
        _length = inner + (2 * page);
        _pages = OperatingSystem.IsWindows() ? Windows.Reserve(_length) : Unix.Map(_length);
        if (inner > 0)
            Allow(_pages + page, inner);
        _first = (float*)(side == GuardSide.Before ? _pages + page : _pages + page + inner - bytes);
    }

    /// <summary>A copy of an array.</summary>
    public static GuardedFloats Of(float[] values, GuardSide side)
    {
        var guarded = new GuardedFloats(values.Length, side);
        values.CopyTo(guarded.GetSpan());
        return guarded;
    }

    public override Span<float> GetSpan() => new(_first, _count);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_first + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (OperatingSystem.IsWindows())
            Windows.VirtualFree(_pages, 0, Windows.Release);
        else
            _ = Unix.Unmap(_pages, _length);
    }

    private static void Allow(byte* first, nuint length)
    {
        var succeeded = OperatingSystem.IsWindows()
            ? Windows.VirtualAlloc(first, length, Windows.Commit, Windows.ReadWrite) != null
            : Unix.Protect(first, length, Unix.ReadWrite) == 0;
        if (!succeeded)
            throw new OutOfMemoryException($"No access to {length} bytes could be had: error {Marshal.GetLastPInvokeError()}.");
    }

    private static partial class Unix
    {
        public const int ReadWrite = 1 | 2;

        // MAP_PRIVATE | MAP_ANONYMOUS
        private static readonly int Anonymous = OperatingSystem.IsMacOS() ? 0x1002 : 0x22;

        public static byte* Map(nuint length)
        {
            var pages = MapPages(null, length, NoAccess, Anonymous, -1, 0);
            return pages != (byte*)-1 ? pages : throw new OutOfMemoryException($"{length} bytes could not be mapped.");
        }

        [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
        private static partial byte* MapPages(byte* address, nuint length, int protection, int flags, int file, nint offset);

        [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
        public static partial int Protect(byte* address, nuint length, int protection);

        [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
        public static partial int Unmap(byte* address, nuint length);
    }

    private static partial class Windows
    {
        public const int Commit = 0x1000, ReadWrite = 4, Release = 0x8000;
        private const int ReserveOnly = 0x2000, PageNoAccess = 1;

        public static byte* Reserve(nuint length)
        {
            var pages = VirtualAlloc(null, length, ReserveOnly, PageNoAccess);
            return pages != null ? pages : throw new OutOfMemoryException($"{length} bytes could not be reserved.");
        }

        [LibraryImport("kernel32", SetLastError = true)]
        public static partial byte* VirtualAlloc(byte* address, nuint length, int kind, int protection);

        [LibraryImport("kernel32", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        public static partial bool VirtualFree(byte* address, nuint length, int kind);
    }
}
