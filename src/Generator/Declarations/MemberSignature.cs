using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Generator.Declarations;

/// <summary>By what C# tells the members of a class apart.</summary>
/// <param name="Parameters">Parameter types of a method or constructor; null where the name alone counts.</param>
internal sealed record MemberSignature(string Name, string? Parameters = null)
{
    private const string ConstructorName = ".ctor";

    /// <summary>Collides with every constructor that could be generated.</summary>
    public static MemberSignature AnyConstructor { get; } = new(ConstructorName);

    /// <summary>The method of IDisposable.</summary>
    public static MemberSignature Dispose { get; } = new("Dispose", "");

    public bool IsConstructor => Name == ConstructorName;

    public bool CollidesWith(MemberSignature other) =>
        Name == other.Name && (Parameters is null || other.Parameters is null || Parameters == other.Parameters);

    public static MemberSignature Of(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.Ordinary } method =>
            new(method.Name, Describe(method.Parameters.Select(
                parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)))),
        _ => new(member.Name),
    };

    public static IEnumerable<MemberSignature> Of(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [new(method.Identifier.ValueText, Describe(method.ParameterList))],
        ConstructorDeclarationSyntax constructor => [new(ConstructorName, Describe(constructor.ParameterList))],
        PropertyDeclarationSyntax property => [new(property.Identifier.ValueText)],
        BaseTypeDeclarationSyntax type => [new(type.Identifier.ValueText)],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(v => new MemberSignature(v.Identifier.ValueText)),
        _ => [],
    };

    public override string ToString() => this switch
    {
        { Name: ConstructorName } => $"constructor({Parameters})",
        { Parameters: null } => Name,
        _ => $"{Name}({Parameters})",
    };

    private static string Describe(ParameterListSyntax parameters) =>
        Describe(parameters.Parameters.Select(p => p.Type?.NormalizeWhitespace().ToString() ?? ""));

    // Types compare by their simple names: how much of a namespace stands before them is a matter of taste.
    private static string Describe(IEnumerable<string> types) =>
        string.Join(", ", types.Select(type => Regex.Replace(type, @"[\w@]+(\.|::)|\?", "")));
}
