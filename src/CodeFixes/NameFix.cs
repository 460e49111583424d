using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>
/// Replaces a misspelt name of a layer or file by the one that the message suggests. Only literals are replaced: what a constant says
/// may be meant elsewhere.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameFix)), Shared]
public sealed class NameFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MC0026", "MC0027", "MC0103", "MC0108"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(CorrectionProperties.Written, out var written)
                || !diagnostic.Properties.TryGetValue(CorrectionProperties.Nearest, out var nearest)
                || written is null || nearest is null)
                continue;
            var places = Literals(root, context.Span, written);
            if (places.Length > 0)
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Change '{written}' to '{nearest}'",
                        cancellation => Replace(context.Document, places, nearest, cancellation), nameof(NameFix)),
                    diagnostic);
        }
    }

    /// <summary>Where the name is written out, in an attribute or in some of its arguments.</summary>
    private static ImmutableArray<TextSpan> Literals(SyntaxNode root, TextSpan span, string name) =>
    [
        .. root.FindNode(span).DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>()
            .Where(literal => span.Contains(literal.Span) && literal.IsKind(SyntaxKind.StringLiteralExpression)
                && literal.Token.ValueText == name && literal.Parent is not BinaryExpressionSyntax)
            .Select(literal => literal.Span),
    ];

    private static async Task<Document> Replace(
        Document document, ImmutableArray<TextSpan> places, string name, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var literal = SymbolDisplay.FormatLiteral(name, quote: true);
        return document.WithText(text.WithChanges(places.Select(place => new TextChange(place, literal))));
    }
}
