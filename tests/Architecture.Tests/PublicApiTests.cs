using System.ComponentModel;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Tests;

/// <summary>What users of the runtime library see.</summary>
public class PublicApiTests
{
    private const string Namespace = "ModelCompiler";
    private const string Expected = "tests/Architecture.Tests/PublicApi.verified.txt";

    private static readonly Assembly Runtime = typeof(CompiledModelAttribute).Assembly;

    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeAccessibility,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Fact]
    public void The_public_API_is_the_one_that_was_agreed()
    {
        var received = Print();
        if (received == Repository.Read(Expected))
            return;
        var file = Repository.PathOf(Expected.Replace(".verified.", ".received."));
        File.WriteAllText(file, received);
        Assert.Fail($"The public API has changed. If that is meant, move {file} over {Expected} and say so in CHANGELOG.md.");
    }

    [Fact]
    public void What_only_generated_code_calls_is_hidden_from_completion() => Assert.All(
        Runtime.GetExportedTypes().Where(type => type.Namespace != Namespace),
        type => Assert.Equal(
            (type.FullName, EditorBrowsableState.Never),
            (type.FullName, type.GetCustomAttribute<EditorBrowsableAttribute>()?.State)));

    [Fact]
    public void There_are_two_namespaces() => Assert.Equal(
        [Namespace, Namespace + ".CompilerServices"],
        Runtime.GetExportedTypes().Select(type => type.Namespace).Distinct().Order(StringComparer.Ordinal));

    private static string Print()
    {
        var reference = MetadataReference.CreateFromFile(Runtime.Location);
        var compilation = CSharpCompilation.Create("Users", references: Repository.PlatformReferences().Append(reference));
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!;
        var types = assembly.GlobalNamespace.GetNamespaceMembers().Single(space => space.Name == Namespace).GetTypeMembers();
        var text = new StringBuilder();
        foreach (var type in types.Where(IsVisible).OrderBy(type => type.Name, StringComparer.Ordinal))
            Print(type, text);
        return text.ToString();
    }

    private static void Print(INamedTypeSymbol type, StringBuilder text)
    {
        var modifiers = (type.IsStatic ? "static " : type.IsAbstract ? "abstract " : "") + (type is { IsSealed: true, TypeKind: TypeKind.Class } ? "sealed " : "");
        var bases = type.TypeKind == TypeKind.Class && type.BaseType is { SpecialType: not SpecialType.System_Object } parent ? " : " + parent.Name : "";
        text.Append(modifiers).Append(type.ToDisplayString(Format)).Append(bases).Append('\n');
        var members = type.GetMembers().Where(member => IsVisible(member) && IsDeclared(member));
        foreach (var member in type.TypeKind == TypeKind.Enum ? members : members.OrderBy(member => member.Name, StringComparer.Ordinal))
            text.Append("    ").Append(member.ToDisplayString(Format)).Append('\n');
    }

    // Accessors are printed with their property; what the C# compiler adds to records and enumerations follows from their kind.
    private static bool IsDeclared(ISymbol member) =>
        member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet }
        && !member.IsImplicitlyDeclared
        && !member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
