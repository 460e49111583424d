using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Generator.Declarations;

namespace ModelCompiler.Generator.Emission;

/// <summary>The members that a model gets. Its stub is the list of them, so that there is no second one to keep in step.</summary>
internal sealed class StubMembers(GeneratedSource stub)
{
    private readonly CompilationUnitSyntax _unit = SyntaxFactory.ParseCompilationUnit(stub.Text);

    public EquatableArray<MemberSignature> Signatures => Declarations.SelectMany(MemberSignature.Of).ToEquatableArray();

    private IEnumerable<MemberDeclarationSyntax> Declarations =>
        _unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<ClassDeclarationSyntax>().SelectMany(type => type.Members);

    /// <summary>The stub without some members, so that their names do not add errors of the C# compiler.</summary>
    public GeneratedSource Without(EquatableArray<MemberSignature> taken)
    {
        // A class that does not get Dispose does not get the interface either.
        var removed = Declarations.Where(member => MemberSignature.Of(member).Any(taken.Contains))
            .Concat<SyntaxNode>(taken.Contains(MemberSignature.Dispose) ? _unit.DescendantNodes().OfType<BaseListSyntax>() : []).ToList();
        return removed.Count == 0
            ? stub
            : stub with { Text = _unit.RemoveNodes(removed, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString() };
    }
}
