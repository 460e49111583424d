using ModelCompiler.Compiler.Emit;

namespace ModelCompiler.Tool.Execution;

/// <summary>An element type of inputs and outputs, as C#, NumPy and arrays in memory have it.</summary>
/// <param name="Keyword">In C#, as the generated class writes it.</param>
/// <param name="Name">NumPy's name, also for messages.</param>
/// <param name="NumPyType">NumPy's type string; numbers are little-endian.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="NewArray">Makes an array of so many elements.</param>
internal sealed record ElementFormat(string Keyword, string Name, string NumPyType, int Size, Func<int, Array> NewArray)
{
    public static IReadOnlyList<ElementFormat> All { get; } =
    [
        new("float", "float32", "<f4", sizeof(float), length => new float[length]),
        new("long", "int64", "<i8", sizeof(long), length => new long[length]),
        new("int", "int32", "<i4", sizeof(int), length => new int[length]),
        new("bool", "bool", "|b1", sizeof(bool), length => new bool[length]),
        new("sbyte", "int8", "|i1", sizeof(sbyte), length => new sbyte[length]),
        new("byte", "uint8", "|u1", sizeof(byte), length => new byte[length]),
    ];

    public static ElementFormat Of(SurfacePort port) => All.First(format => format.Keyword == port.Element);

    public static ElementFormat Of(Array values) => All.First(format => format.NewArray(0).GetType() == values.GetType());

    /// <summary>The format of a NumPy type string; null for other types.</summary>
    public static ElementFormat? OfNumPy(string type) =>
        All.FirstOrDefault(format => format.NumPyType == type || (format.Size == 1 && format.NumPyType[1..] == type));
}
