using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Generator.Declarations;

/// <summary>
/// What a class with [CompiledModel] says, without symbols, syntax or positions: a class that moves in its file is equal to
/// itself, and nothing behind it runs again.
/// </summary>
/// <param name="TakesMembers">Whether a partial declaration of ours can add members to the class.</param>
/// <param name="File">The model file that the attribute names; null where the layers are attributes.</param>
/// <param name="Definition">The layers, empty where a file holds them. Its weights are those of the attributes.</param>
/// <param name="Profile">Whether the model measures its steps; null where the class does not say.</param>
/// <param name="OwnMembers">What the user declares in the class.</param>
internal sealed record ModelDeclaration(
    ModelClass Class,
    bool TakesMembers,
    string? File,
    ModelDefinition Definition,
    bool? Profile,
    EquatableArray<MemberSignature> OwnMembers,
    EquatableArray<CompilerDiagnostic> Problems)
{
    public bool HasErrors => Problems.Any(problem => problem.IsError);
}

/// <summary>A declaration with the places where its parts stand; the pipeline drops the places.</summary>
internal sealed record LocatedDeclaration(ModelDeclaration Declaration, DeclarationLocations Locations);
