using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Generator.Declarations;

/// <summary>Turns the constants of an attribute into values of the layer catalogue's types.</summary>
internal static class ConstantConverter
{
    /// <summary>The value, or null where it or an element of it is null.</summary>
    public static PropertyValue? Convert(PropertySchema property, TypedConstant constant)
    {
        if (constant.IsNull)
            return null;
        return property.Type switch
        {
            PropertyType.Integer or PropertyType.Integers => new PropertyValue.Integers(Elements(constant, ToInteger)),
            PropertyType.Number or PropertyType.Numbers => new PropertyValue.Numbers(Elements(constant, ToNumber)),
            PropertyType.Flag => new PropertyValue.Flag((bool)constant.Value!),
            PropertyType.Enumeration => new PropertyValue.Text(MemberName(constant)),
            _ => new PropertyValue.Text((string)constant.Value!),
        };
    }

    /// <summary>The strings of an array; null where it or an element of it is null.</summary>
    public static EquatableArray<string>? ToTexts(TypedConstant constant) =>
        constant.IsNull || constant.Values.Any(value => value.IsNull)
            ? null
            : constant.Values.Select(value => (string)value.Value!).ToEquatableArray();

    private static EquatableArray<T> Elements<T>(TypedConstant constant, Func<object, T> convert) =>
        constant.Kind == TypedConstantKind.Array
            ? constant.Values.Select(value => convert(value.Value!)).ToEquatableArray()
            : [convert(constant.Value!)];

    private static long ToInteger(object value) => System.Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static double ToNumber(object value) => System.Convert.ToDouble(value, CultureInfo.InvariantCulture);

    // A value without a member, as in (Activation)99, keeps its number, for the message that says so.
    private static string MemberName(TypedConstant constant) =>
        constant.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, constant.Value))?.Name
        ?? System.Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!;
}
