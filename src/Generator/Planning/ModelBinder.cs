using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Generator.Declarations;
using ModelCompiler.Generator.Emission;
using ModelCompiler.Generator.ProjectFiles;

namespace ModelCompiler.Generator.Planning;

/// <summary>Brings a class together with the files that it names.</summary>
internal static class ModelBinder
{
    public static ModelRequest Bind(ModelDeclaration declaration, ListedFiles files, ProjectOptions options)
    {
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(declaration.Problems);
        diagnostics.AddRange(options.Problems);
        var file = FindModelFile(declaration, files, diagnostics);
        var definition = Define(declaration, file);
        var weights = definition is null ? null : FindWeights(declaration, definition, files, diagnostics);
        var settings = options.Options with { Profile = declaration.Profile ?? options.Options.Profile };
        var taken = SurfaceCollisions.Find(declaration, definition, settings, diagnostics);
        return new ModelRequest(
            declaration.Class, declaration.TakesMembers, taken, definition, weights, settings,
            diagnostics.Diagnostics.ToEquatableArray(), file?.Result.Diagnostics ?? []);
    }

    /// <summary>The model file that the class names, if the project lists it.</summary>
    public static ModelFile? FindModelFile(ModelDeclaration declaration, ListedFiles files, DiagnosticBag diagnostics) =>
        declaration.File is not { } name ? null : FileLookup.Find(
            files.Models, name, declaration.Class.Name, DiagnosticCatalog.ModelFileNotListed, DeclarationLocations.File, diagnostics);

    // Attributes of the class go before what its file says of outputs, weights, batch, states and budget.
    private static ModelDefinition? Define(ModelDeclaration declaration, ModelFile? file)
    {
        var own = declaration.Definition;
        if (declaration.File is null)
            return own;
        return file?.Result.Definition is not { } definition ? null : definition with
        {
            Outputs = own.Outputs.Count > 0 ? own.Outputs : definition.Outputs,
            Batch = own.Batch ?? definition.Batch,
            IsStateful = own.IsStateful ?? definition.IsStateful,
            Budget = own.Budget.Or(definition.Budget),
            Weights = own.Weights is WeightsReference.NoWeights ? definition.Weights : own.Weights,
        };
    }

    private static WeightSet? FindWeights(
        ModelDeclaration declaration, ModelDefinition definition, ListedFiles files, DiagnosticBag diagnostics)
    {
        if (definition.Weights is not WeightsReference.FromFile { FileName: var name })
            return null;
        var file = FileLookup.Find(
            files.Weights, name, declaration.Class.Name, DiagnosticCatalog.WeightsFileNotListed, DeclarationLocations.Weights, diagnostics);
        // A manifest is written by the import step: its own lines mean nothing to the user.
        diagnostics.AddRange(file?.Result.Diagnostics.Select(d => d with { Target = DeclarationLocations.Weights }) ?? []);
        return file?.Result.Weights;
    }
}
