using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Tool.Generation;

/// <summary>A generated file, taken apart so that it can be put together with others.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Usings">The using directives inside the namespace, as text.</param>
/// <param name="Body">The types, with their comments.</param>
internal sealed record SourcePart(IReadOnlyList<string> AssemblyAttributes, string Namespace, string Usings, string Body)
{
    public static SourcePart Of(string source)
    {
        var unit = CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot();
        var attributes = unit.AttributeLists.Select(list => list.ToString()).ToList();
        var declared = unit.Members[0] as FileScopedNamespaceDeclarationSyntax;
        var types = declared?.Members ?? unit.Members;
        var usings = declared is null ? "" : string.Join("\n", declared.Usings.Select(directive => directive.ToString()));
        // A type's comments stand before it; those of the file stand before its attributes or its namespace.
        var body = source[types[0].FullSpan.Start..].Trim('\n');
        return new SourcePart(attributes, declared?.Name.ToString() ?? "", usings, body);
    }
}
