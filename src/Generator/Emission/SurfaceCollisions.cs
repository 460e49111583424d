using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Generator.Declarations;

namespace ModelCompiler.Generator.Emission;

/// <summary>Finds the user's members that stand in the way of generated ones.</summary>
internal static class SurfaceCollisions
{
    /// <returns>The generated members that cannot be added.</returns>
    public static EquatableArray<MemberSignature> Find(
        ModelDeclaration declaration, ModelDefinition? definition, CompilerOptions options, DiagnosticBag diagnostics)
    {
        if (!declaration.TakesMembers)
            return [];
        var name = declaration.Class.Name;
        var stub = new StubMembers(ModelCompilation.EmitStub(declaration.Class, definition, options));
        var generated = stub.Signatures.Append(new MemberSignature(ModelEmitter.NetworkField)).ToEquatableArray();
        if (generated.Any(member => member.Name == name))
            diagnostics.Report(DiagnosticCatalog.ClassNameCollides, DeclarationLocations.Class, name);
        // That no constructor can be added has been reported with its reason.
        foreach (var own in declaration.OwnMembers.Where(own => own != MemberSignature.AnyConstructor))
            if (generated.Any(own.CollidesWith))
                diagnostics.Report(DescriptionFor(own), DeclarationLocations.Member(own), name, own);
        return generated
            .Where(member => member.Name == name || declaration.OwnMembers.Any(member.CollidesWith)).ToEquatableArray();
    }

    private static DiagnosticDescription DescriptionFor(MemberSignature own) =>
        own.IsConstructor ? DiagnosticCatalog.ConstructorExists : DiagnosticCatalog.MemberCollides;
}
