using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Testing.Sources;

/// <summary>What C# can reach memory with that no bounds check guards, found by its spelling.</summary>
public static class UnsafeCode
{
    private static readonly string[] Types =
        ["Unsafe", "Marshal", "NativeMemory", "GCHandle", "MemoryMarshal", "CollectionsMarshal", "ImmutableCollectionsMarshal"];

    /// <summary>Casts check lengths and take no types with references; an array checks its bounds itself.</summary>
    private static readonly string[] SafeMembers = ["MemoryMarshal.Cast", "MemoryMarshal.AsBytes", "MemoryMarshal.TryGetArray"];

    private static readonly string[] Members =
    [
        "LoadUnsafe", "StoreUnsafe", "GetArrayDataReference", "GetPinnableReference", "SkipLocalsInit", "SkipLocalsInitAttribute",
        "DllImport", "DllImportAttribute", "LibraryImport", "LibraryImportAttribute", "UnsafeAccessor", "UnsafeAccessorAttribute",
        "FieldOffset", "FieldOffsetAttribute",
    ];

    /// <summary>Each construct with the member that it stands in, in the order of the text.</summary>
    public static IEnumerable<(string Member, string Construct)> In(SyntaxNode root) =>
        root.DescendantNodesAndTokens()
            .Select(part => (Construct: part.IsToken ? Of(part.AsToken()) : Of(part.AsNode()!), Node: part.IsToken ? part.Parent! : part.AsNode()!))
            .Where(found => found.Construct is not null)
            .Select(found => (MemberAround(found.Node), found.Construct!));

    private static string? Of(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.UnsafeKeyword or SyntaxKind.FixedKeyword or SyntaxKind.ExternKeyword => token.ValueText,
        _ => null,
    };

    private static string? Of(SyntaxNode node) => node switch
    {
        PointerTypeSyntax or FunctionPointerTypeSyntax => node.ToString(),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression or (int)SyntaxKind.AddressOfExpression } => node.ToString(),
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.PointerMemberAccessExpression } => node.ToString(),
        SimpleNameSyntax name => Of(name),
        _ => null,
    };

    private static string? Of(SimpleNameSyntax name)
    {
        if (Members.Contains(name.Identifier.ValueText))
            return name.Identifier.ValueText;
        if (!Types.Contains(name.Identifier.ValueText))
            return null;
        // System.Runtime.CompilerServices.Unsafe.As is one of Unsafe, too.
        var type = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : (SyntaxNode)name;
        var construct = type.Parent is MemberAccessExpressionSyntax access && access.Expression == type
            ? $"{name.Identifier.ValueText}.{access.Name.Identifier.ValueText}" : name.Identifier.ValueText;
        return SafeMembers.Contains(construct) ? null : construct;
    }

    private static string MemberAround(SyntaxNode node)
    {
        var type = node.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault()?.Identifier.ValueText;
        return node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() switch
        {
            MethodDeclarationSyntax method => $"{type}.{method.Identifier.ValueText}",
            ConstructorDeclarationSyntax => $"new {type}",
            PropertyDeclarationSyntax property => $"{type}.{property.Identifier.ValueText}",
            _ => type ?? "",
        };
    }
}
