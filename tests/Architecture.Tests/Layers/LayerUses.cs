using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Tests.Layers;

/// <summary>One use of a layer by another: where, and of what.</summary>
internal sealed record LayerUse(string From, string To, string Symbol, string Place);

/// <summary>
/// Finds the uses by what names and expressions in signatures and bodies mean: a member that is reached through <c>var</c>
/// counts, a using directive that nothing needs does not.
/// </summary>
internal static class LayerUses
{
    public static IReadOnlyList<LayerUse> Find(CSharpCompilation compilation) =>
    [
        .. compilation.SyntaxTrees.SelectMany(tree => Find(tree, compilation.GetSemanticModel(tree))).Distinct(),
    ];

    private static IEnumerable<LayerUse> Find(SyntaxTree tree, SemanticModel model)
    {
        foreach (var declaration in tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            if (model.GetDeclaredSymbol(declaration) is { ContainingType: null } type && LayerOf(type) is { } from)
                foreach (var expression in declaration.DescendantNodes().OfType<ExpressionSyntax>())
                    if (TypeOf(model.GetSymbolInfo(expression).Symbol) is { } used && LayerOf(used) is { } to && to != from)
                        yield return new LayerUse(from, to, used.Name, PlaceOf(expression));
    }

    private static string? LayerOf(INamedTypeSymbol type) =>
        LayerRules.LayerOf(type.ContainingNamespace.ToDisplayString(), type.Name);

    /// <summary>The outermost type that a symbol is or belongs to.</summary>
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type;
    }

    private static string PlaceOf(SyntaxNode node)
    {
        var position = node.GetLocation().GetLineSpan();
        return $"{position.Path}({position.StartLinePosition.Line + 1})";
    }
}
