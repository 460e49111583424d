using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Tests.Incrementality;

/// <summary>
/// Walks everything that a value of the pipeline keeps alive. A symbol or syntax node among it would hold a whole compilation in
/// memory, and would make the value differ after every edit.
/// </summary>
internal static class ReachableObjects
{
    public static void AssertPure(object root, string path) => Visit(root, path, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Visit(object? node, string path, HashSet<object> visited)
    {
        if (node is null or string or Type or Delegate || node.GetType().IsPrimitive || node.GetType().IsEnum || !visited.Add(node))
            return;
        Assert.False(
            node is ISymbol or SyntaxNode or SyntaxToken or SyntaxTree or SyntaxReference or Location or Compilation or SemanticModel
                or AttributeData or AdditionalText,
            $"{path} is a {node.GetType().Name}");
        if (node is IEnumerable elements)
            foreach (var element in elements)
                Visit(element, path + "[]", visited);
        for (var type = node.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Visit(field.GetValue(node), $"{path}.{field.Name}", visited);
    }
}
