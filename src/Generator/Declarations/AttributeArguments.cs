using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelCompiler.Generator.Declarations;

/// <summary>One argument as the compiler bound it.</summary>
/// <param name="Name">The parameter's or property's name, in camelCase.</param>
internal readonly record struct AttributeArgument(string Name, TypedConstant Value);

/// <summary>The arguments of an attribute under the names of the parameters or properties that they set.</summary>
internal static class AttributeArguments
{
    /// <summary>All arguments that were written, those of the constructor first.</summary>
    public static IEnumerable<AttributeArgument> Of(AttributeData attribute)
    {
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        for (var i = 0; i < parameters.Length && i < attribute.ConstructorArguments.Length; i++)
            yield return new AttributeArgument(parameters[i].Name, attribute.ConstructorArguments[i]);
        foreach (var argument in attribute.NamedArguments)
            yield return new AttributeArgument(CamelCase(argument.Key), argument.Value);
    }

    /// <summary>
    /// Where everything stands that the arguments set: what several of them set together, such as height and width of a kernel,
    /// from the first to the last.
    /// </summary>
    /// <param name="subject">What an argument of a name sets.</param>
    public static IEnumerable<(string Subject, Location Location)> Locate(
        AttributeData attribute, AttributeSyntax syntax, Func<string, string> subject)
    {
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        var arguments = syntax.ArgumentList?.Arguments ?? [];
        return arguments
            .Select((argument, index) => (Subject: subject(NameOf(argument, index, parameters)), argument.Span))
            .GroupBy(argument => argument.Subject, (name, spans) => (name, Location.Create(
                syntax.SyntaxTree, TextSpan.FromBounds(spans.First().Span.Start, spans.Last().Span.End))));
    }

    private static string NameOf(
        AttributeArgumentSyntax argument, int index, IReadOnlyList<IParameterSymbol> parameters) => argument switch
    {
        { NameEquals: { } property } => CamelCase(property.Name.Identifier.ValueText),
        { NameColon: { } parameter } => parameter.Name.Identifier.ValueText,
        _ => parameters.Count == 0 ? "" : parameters[Math.Min(index, parameters.Count - 1)].Name,
    };

    private static string CamelCase(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);
}
