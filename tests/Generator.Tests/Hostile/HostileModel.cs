using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Tests.Hostile;

/// <summary>What became of one model.</summary>
/// <param name="Problems">Mistakes that name the class or stand in its file.</param>
internal sealed record HostileModel(IReadOnlyList<SyntaxTree> Files, IReadOnlyList<string> Problems)
{
    /// <summary>A stub is one file, a model that could be compiled two or more.</summary>
    public bool IsCompiled => Files.Count > 1;

    /// <summary>
    /// All tokens but the text of identifiers and literals, which names may change. Directives are among them: a name that got out of
    /// its comment could be one.
    /// </summary>
    public List<string> Tokens() => [.. Files.SelectMany(file => file.GetRoot(TestContext.Current.CancellationToken)
        .DescendantTokens(trivia => trivia is not DocumentationCommentTriviaSyntax, descendIntoTrivia: true).Select(Describe))];

    private static string Describe(SyntaxToken token) =>
        token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken or SyntaxKind.NumericLiteralToken
            ? token.Kind().ToString() : token.Text;
}
