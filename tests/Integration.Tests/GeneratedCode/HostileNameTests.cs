using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.GeneratedCode;

/// <summary>Names in a model are untrusted: whatever they are, they change identifiers, literals and comments, and nothing else.</summary>
public class HostileNameTests
{
    private static readonly string[] Names =
    [
        "\"; throw null; //", "a\nb", "*/ int x; /*", "// comment", "\u2028class Evil { }", "class", "@int", "Größe", "畳み込み", "🙂",
        new('x', 5000), "Run", "arena", "weights", "team", "part", "Dispose", "first", "end", "values", "network", "Info", "input", "</summary><evil>", "\\u000a",
        "{0}", "$\"{Evil()}\"", "a b", "a-b", "1st", "\0", "\r\n#error evil\r\n", "\"\"\"", "Model0", "ModelOptions", "System", "Span",
    ];

    [Fact]
    public void CompileAndRun() => ModelAssert.MatchReference([.. Names.Select(Network)]);

    [Fact]
    public void ChangeNothingButIdentifiersAndLiterals()
    {
        var plain = Tokens(Network("plain"));
        Assert.All(Names, name => Assert.Equal(plain, Tokens(Network(name))));
    }

    /// <summary>Names that differ only in what identifiers cannot hold.</summary>
    [Fact]
    public void CollidingNamesBecomeDifferentIdentifiers() => ModelAssert.MatchReference(
        Model.Of("collisions", Layer.Input(3, 4, 4).Named("a b"), Layer.Input(3, 4, 4).Named("a-b"), Layer.Input(3, 4, 4).Named("aB"),
            Layer.Add("a b", "a-b").Named("a.b"), Layer.Add("a.b", "aB").Named("A b"), Layer.Of("ReLU").Named("a_b"))
            .WithOutputs("a.b", "A b", "a_b"));

    /// <summary>The name everywhere: model, layers, two inputs and two outputs, stored weights.</summary>
    private static ModelDefinition Network(string name) => Model.Of(name,
        Layer.Input(3, 5, 5).Named(name), Layer.Input(4, 3, 3).Named(name + "2"),
        Layer.Conv2D(4, 3, activation: "Tanh").Named(name + "3").From(name),
        Layer.Add(name + "3", name + "2").Named(name + "4"),
        Layer.MaxPool2D(2).Named(name + "5")).WithOutputs(name + "5", name + "3");

    /// <summary>The kinds of all tokens, and the text of those that no name may touch.</summary>
    private static List<string> Tokens(ModelDefinition definition) =>
    [
        .. GeneratedTexts.Of(ModelAssembly.Plan(definition)).SelectMany(text =>
            CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken)
                .GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Select(Describe)),
    ];

    private static string Describe(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.NumericLiteralToken)
            ? token.Kind().ToString() : token.Text;
}
