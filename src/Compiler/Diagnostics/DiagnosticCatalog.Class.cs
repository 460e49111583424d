namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>What can be wrong with a class that shall become a model. {0} is the class's name.</summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription ClassNotPartial = ClassError("MC0010", "Class is not partial",
        "'{0}' must be partial, so that its network can be added to it; write 'partial class {0}'");

    public static readonly DiagnosticDescription ClassNested = ClassError("MC0011", "Class is nested",
        "'{0}' is nested in '{1}', but a compiled model must stand directly in a namespace; move it out");

    public static readonly DiagnosticDescription ClassGeneric = ClassError("MC0012", "Class is generic",
        "'{0}' has type parameters, but a compiled model cannot be generic; remove them");

    public static readonly DiagnosticDescription ClassStatic = ClassError("MC0013", "Class is static",
        "'{0}' is static, but a compiled model has instances, each with its own arena; remove 'static'");

    public static readonly DiagnosticDescription ClassAbstract = ClassError("MC0014", "Class is abstract",
        "'{0}' is abstract, so nobody could create the compiled model; remove 'abstract'");

    public static readonly DiagnosticDescription ClassFileLocal = ClassError("MC0015", "Class is local to its file",
        "'{0}' is local to its file, so that its network cannot be added in another; remove 'file'");

    public static readonly DiagnosticDescription ClassIsRecord = ClassError("MC0016", "Model is a record",
        "'{0}' is a record, but a compiled model owns memory and is no value; write 'class' instead of 'record'");

    public static readonly DiagnosticDescription ConstructorExists = ClassError("MC0017", "Constructor exists already",
        "'{0}' declares {1}, but a compiled model gets the constructors {0}() and {0}(ModelOptions?); remove it or give it other parameters");

    public static readonly DiagnosticDescription PrimaryConstructor = ClassError("MC0018", "Model has a primary constructor",
        "'{0}' has a primary constructor, which the generated constructors {0}() and {0}(ModelOptions?) could not call; make it an ordinary one");

    public static readonly DiagnosticDescription BaseWithoutConstructor = ClassError("MC0019", "Base class without an accessible constructor",
        "'{0}' derives from '{1}', which has no accessible constructor without parameters for the generated constructors to call; add one");

    public static readonly DiagnosticDescription MemberCollides = ClassError("MC0020", "Member collides with a generated one",
        "'{0}' declares or inherits '{1}', which is the name of a generated member; rename it");

    public static readonly DiagnosticDescription ClassNameCollides = ClassError("MC0021", "Class name collides with a generated member",
        "A compiled model cannot be called '{0}', because that is the name of a generated member; rename the class");

    public static readonly DiagnosticDescription LayersOnSeveralDeclarations = ClassError("MC0022", "Layers on several declarations",
        "'{0}' has layers on {1} partial declarations, whose order would be that of their files; put all layers on one declaration");

    public static readonly DiagnosticDescription FileAndLayers = ClassError("MC0023", "Model file together with layers",
        "'{0}' names the model file '{1}' and has layer attributes too; remove one of them");

    public static readonly DiagnosticDescription LayersWithoutModel = new("MC0024", "Layers without [CompiledModel]",
        "'{0}' has layer attributes, but nothing is generated for it without [CompiledModel]", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescription FileSharedByModels = ClassError("MC0025", "Two models with one file",
        "'{0}' and '{1}' both compile the model file '{2}'; keep one of the classes and use it in both places");

    public static readonly DiagnosticDescription ModelFileNotListed = ClassError("MC0026", "Model file is not listed",
        "The project lists no model file '{1}', which '{0}' names; add to the project: <CompiledModel Include=\"{1}\" />{2}");

    public static readonly DiagnosticDescription WeightsFileNotListed = ClassError("MC0027", "Weight file is not listed",
        "The project lists no weight file '{1}', which '{0}' names; add to the project: <ModelWeights Include=\"{1}\" />{2}");

    public static readonly DiagnosticDescription FileNameAmbiguous = ClassError("MC0028", "File name is ambiguous",
        "'{0}' names the file '{1}', but the project lists several that fit: {2}; name one of them with its folder");

    public static readonly DiagnosticDescription FileNameMissing = ClassError("MC0029", "File name is missing",
        "{1} of '{0}' must name a file, but its argument is null or empty");

    public static readonly DiagnosticDescription WeightsAndRandomWeights = ClassError("MC0030", "Weight file together with random weights",
        "'{0}' has both [Weights] and [RandomWeights]; remove one of them");

    public static readonly DiagnosticDescription OutputIsNull = ClassError("MC0031", "Output is null",
        "[Output] of '{0}' must name layers, but contains null");

    private static DiagnosticDescription ClassError(string id, string title, string message) =>
        new(id, title, message, DiagnosticSeverity.Error);
}
