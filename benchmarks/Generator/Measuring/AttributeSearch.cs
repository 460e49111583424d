using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Benchmarks.Generator.Measuring;

/// <summary>A generator that only has Roslyn search for the attribute: what any generator takes that is driven by one.</summary>
internal sealed class AttributeSearch : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(
            typeof(CompiledModelAttribute).FullName!, static (node, _) => node is TypeDeclarationSyntax, static (_, _) => 0),
        static (_, _) => { });
}
