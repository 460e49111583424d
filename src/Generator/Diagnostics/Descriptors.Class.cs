using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Class as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ClassNotPartial = new(
        "MC0010", "Class is not partial",
        "'{0}' must be partial, so that its network can be added to it; write 'partial class {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0010.md");

    public static readonly DiagnosticDescriptor ClassNested = new(
        "MC0011", "Class is nested",
        "'{0}' is nested in '{1}', but a compiled model must stand directly in a namespace; move it out",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0011.md");

    public static readonly DiagnosticDescriptor ClassGeneric = new(
        "MC0012", "Class is generic",
        "'{0}' has type parameters, but a compiled model cannot be generic; remove them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0012.md");

    public static readonly DiagnosticDescriptor ClassStatic = new(
        "MC0013", "Class is static",
        "'{0}' is static, but a compiled model has instances, each with its own arena; remove 'static'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0013.md");

    public static readonly DiagnosticDescriptor ClassAbstract = new(
        "MC0014", "Class is abstract",
        "'{0}' is abstract, so nobody could create the compiled model; remove 'abstract'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0014.md");

    public static readonly DiagnosticDescriptor ClassFileLocal = new(
        "MC0015", "Class is local to its file",
        "'{0}' is local to its file, so that its network cannot be added in another; remove 'file'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0015.md");

    public static readonly DiagnosticDescriptor ClassIsRecord = new(
        "MC0016", "Model is a record",
        "'{0}' is a record, but a compiled model owns memory and is no value; write 'class' instead of "
        + "'record'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0016.md");

    public static readonly DiagnosticDescriptor ConstructorExists = new(
        "MC0017", "Constructor exists already",
        "'{0}' declares {1}, but a compiled model gets the constructors {0}() and {0}(ModelOptions?); remove "
        + "it or give it other parameters",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0017.md");

    public static readonly DiagnosticDescriptor PrimaryConstructor = new(
        "MC0018", "Model has a primary constructor",
        "'{0}' has a primary constructor, which the generated constructors {0}() and {0}(ModelOptions?) could"
        + " not call; make it an ordinary one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0018.md");

    public static readonly DiagnosticDescriptor BaseWithoutConstructor = new(
        "MC0019", "Base class without an accessible constructor",
        "'{0}' derives from '{1}', which has no accessible constructor without parameters for the generated "
        + "constructors to call; add one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0019.md");

    public static readonly DiagnosticDescriptor MemberCollides = new(
        "MC0020", "Member collides with a generated one",
        "'{0}' declares or inherits '{1}', which is the name of a generated member; rename it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0020.md");

    public static readonly DiagnosticDescriptor ClassNameCollides = new(
        "MC0021", "Class name collides with a generated member",
        "A compiled model cannot be called '{0}', because that is the name of a generated member; rename the "
        + "class",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0021.md");

    public static readonly DiagnosticDescriptor LayersOnSeveralDeclarations = new(
        "MC0022", "Layers on several declarations",
        "'{0}' has layers on {1} partial declarations, whose order would be that of their files; put all "
        + "layers on one declaration",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0022.md");

    public static readonly DiagnosticDescriptor FileAndLayers = new(
        "MC0023", "Model file together with layers",
        "'{0}' names the model file '{1}' and has layer attributes too; remove one of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0023.md");

    public static readonly DiagnosticDescriptor LayersWithoutModel = new(
        "MC0024", "Layers without [CompiledModel]",
        "'{0}' has layer attributes, but nothing is generated for it without [CompiledModel]",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0024.md");

    public static readonly DiagnosticDescriptor FileSharedByModels = new(
        "MC0025", "Two models with one file",
        "'{0}' and '{1}' both compile the model file '{2}'; keep one of the classes and use it in both places",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0025.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ModelFileNotListed = new(
        "MC0026", "Model file is not listed",
        "The project lists no model file '{1}', which '{0}' names; add to the project: <CompiledModel "
        + "Include=\"{1}\" />{2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0026.md");

    public static readonly DiagnosticDescriptor WeightsFileNotListed = new(
        "MC0027", "Weight file is not listed",
        "The project lists no weight file '{1}', which '{0}' names; add to the project: <ModelWeights "
        + "Include=\"{1}\" />{2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0027.md");

    public static readonly DiagnosticDescriptor FileNameAmbiguous = new(
        "MC0028", "File name is ambiguous",
        "'{0}' names the file '{1}', but the project lists several that fit: {2}; name one of them with its "
        + "folder",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0028.md");

    public static readonly DiagnosticDescriptor FileNameMissing = new(
        "MC0029", "File name is missing",
        "{1} of '{0}' must name a file, but its argument is null or empty",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0029.md");

    public static readonly DiagnosticDescriptor WeightsAndRandomWeights = new(
        "MC0030", "Weight file together with random weights",
        "'{0}' has both [Weights] and [RandomWeights]; remove one of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0030.md");

    public static readonly DiagnosticDescriptor OutputIsNull = new(
        "MC0031", "Output is null",
        "[Output] of '{0}' must name layers, but contains null",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0031.md");
}
