using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelCompiler.CodeFixes;

/// <summary>MC0010: writes <c>partial</c> before <c>class</c>, on every declaration that lacks it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialClassFix)), Shared]
public sealed class PartialClassFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MC0010"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is TypeDeclarationSyntax type)
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Make '{type.Identifier.ValueText}' partial",
                    cancellation => MakePartial(context.Document, type, cancellation), nameof(PartialClassFix)),
                context.Diagnostics);
    }

    private static async Task<Solution> MakePartial(Document document, TypeDeclarationSyntax type, CancellationToken cancellation)
    {
        var solution = document.Project.Solution;
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(type, cancellation) is not { } symbol)
            return solution;
        var lacking = symbol.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()
            .Where(declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
        foreach (var declarations in lacking.GroupBy(declaration => declaration.SyntaxTree))
        {
            if (solution.GetDocument(declarations.Key) is not { } place)
                continue;
            var text = await declarations.Key.GetTextAsync(cancellation).ConfigureAwait(false);
            // As text, because comments and line breaks before the keyword stay where they are.
            var changes = declarations.Select(declaration => new TextChange(new TextSpan(declaration.Keyword.SpanStart, 0), "partial "));
            solution = solution.WithDocumentText(place.Id, text.WithChanges(changes));
        }

        return solution;
    }
}
