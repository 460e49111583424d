using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The element types that an operand may have, and what messages call their values.</summary>
internal sealed class ElementSet
{
    private readonly string _name;
    private readonly ElementType[] _types;

    private ElementSet(string name, params ElementType[] types) => (_name, _types) = (name, types);

    public static ElementSet Floats { get; } = new("floats", ElementType.Float32);

    public static ElementSet Integers { get; } =
        new("integers", ElementType.Int64, ElementType.Int32, ElementType.Int8, ElementType.UInt8);

    public static ElementSet Numbers { get; } =
        new("numbers", ElementType.Float32, ElementType.Int64, ElementType.Int32, ElementType.Int8, ElementType.UInt8);

    /// <summary>Numbers in which elements can be counted.</summary>
    public static ElementSet WideNumbers { get; } =
        new("floats, Int64 or Int32", ElementType.Float32, ElementType.Int64, ElementType.Int32);

    public static ElementSet Indices { get; } = new("Int64 or Int32", ElementType.Int64, ElementType.Int32);

    public static ElementSet Bytes { get; } = new("Int8 or UInt8", ElementType.Int8, ElementType.UInt8);

    public static ElementSet Truths { get; } = new("truth values", ElementType.Bool);

    public static ElementSet Any { get; } = new("elements", [.. Enum.GetValues(typeof(ElementType)).Cast<ElementType>()]);

    public bool Contains(ElementType type) => _types.Contains(type);

    public override string ToString() => _name;
}
