using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Generator.Declarations;

namespace ModelCompiler.Generator.Planning;

/// <summary>A class with everything that is known of its model: what remains is to compile it.</summary>
/// <param name="TakesMembers">Whether a partial declaration of ours can add members to the class.</param>
/// <param name="TakenMembers">Generated members that the user's own stand in the way of.</param>
/// <param name="Definition">The network, of attributes or of a file; null if its file could not be read.</param>
/// <param name="Problems">Mistakes of the class and its attributes, at the attributes.</param>
/// <param name="FileProblems">Mistakes of the model file, in that file.</param>
internal sealed record ModelRequest(
    ModelClass Class,
    bool TakesMembers,
    EquatableArray<MemberSignature> TakenMembers,
    ModelDefinition? Definition,
    WeightSet? Weights,
    CompilerOptions Options,
    EquatableArray<CompilerDiagnostic> Problems,
    EquatableArray<CompilerDiagnostic> FileProblems)
{
    public bool HasErrors => Problems.Concat(FileProblems).Any(problem => problem.IsError);
}
