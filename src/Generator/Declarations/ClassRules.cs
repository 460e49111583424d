using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Generator.Declarations;

/// <summary>What a class must be to become a model.</summary>
internal static class ClassRules
{
    /// <summary>Whether another partial declaration can add members to the class.</summary>
    public static bool TakesMembers(INamedTypeSymbol type, IReadOnlyList<TypeDeclarationSyntax> declarations) =>
        type is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false, IsFileLocal: false, Arity: 0, ContainingType: null }
        && declarations.All(IsPartial);

    /// <summary>Reports what is wrong with the class itself. Structs and interfaces the C# compiler refuses, by the attribute's usage.</summary>
    public static void Check(INamedTypeSymbol type, IReadOnlyList<TypeDeclarationSyntax> declarations, DiagnosticBag diagnostics)
    {
        void Report(bool isWrong, DiagnosticDescription description, params object[] arguments)
        {
            if (isWrong)
                diagnostics.Report(description, DeclarationLocations.Class, [type.Name, .. arguments]);
        }

        Report(!declarations.All(IsPartial), DiagnosticCatalog.ClassNotPartial);
        Report(type.ContainingType is not null, DiagnosticCatalog.ClassNested, type.ContainingType?.Name ?? "");
        Report(type.Arity > 0, DiagnosticCatalog.ClassGeneric);
        Report(type.IsStatic, DiagnosticCatalog.ClassStatic);
        Report(type.IsAbstract && !type.IsStatic && type.TypeKind == TypeKind.Class, DiagnosticCatalog.ClassAbstract);
        Report(type.IsFileLocal, DiagnosticCatalog.ClassFileLocal);
        Report(type is { IsRecord: true, TypeKind: TypeKind.Class }, DiagnosticCatalog.ClassIsRecord);
        Report(HasPrimaryConstructor(type, declarations), DiagnosticCatalog.PrimaryConstructor);
        Report(!HasUsableBase(type), DiagnosticCatalog.BaseWithoutConstructor, type.BaseType?.Name ?? "");
    }

    /// <summary>Whether no generated constructor would compile in the class.</summary>
    public static bool RefusesConstructors(INamedTypeSymbol type, IReadOnlyList<TypeDeclarationSyntax> declarations) =>
        HasPrimaryConstructor(type, declarations) || !HasUsableBase(type);

    /// <summary>Whether a base class is disposed of by a method that the generated one would hide.</summary>
    public static bool InheritsDispose(INamedTypeSymbol type)
    {
        for (var @base = type.BaseType; @base is not null; @base = @base.BaseType)
            if (@base.GetMembers(MemberSignature.Dispose.Name).OfType<IMethodSymbol>().Any(
                method => method.Parameters.IsEmpty && method.DeclaredAccessibility != Accessibility.Private))
                return true;
        return false;
    }

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    // A record has one as a matter of course, and is refused for being a record.
    private static bool HasPrimaryConstructor(INamedTypeSymbol type, IEnumerable<TypeDeclarationSyntax> declarations) =>
        !type.IsRecord && declarations.Any(declaration => declaration.ParameterList is not null);

    private static bool HasUsableBase(INamedTypeSymbol type) =>
        type.TypeKind != TypeKind.Class || type.IsStatic || type.BaseType is not { TypeKind: TypeKind.Class } @base
        || @base.InstanceConstructors.Any(constructor => constructor.Parameters.All(p => p.IsOptional || p.IsParams)
            && IsAccessible(constructor, type));

    private static bool IsAccessible(IMethodSymbol constructor, INamedTypeSymbol type) => constructor.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
        Accessibility.Internal or Accessibility.ProtectedAndInternal =>
            constructor.ContainingAssembly.GivesAccessTo(type.ContainingAssembly)
            || SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, type.ContainingAssembly),
        _ => false,
    };
}
