using Microsoft.CodeAnalysis;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Generator.Declarations;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.ProjectFiles;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Everything that is to be said about one model.</summary>
/// <param name="File">The model file that it compiles; null if it has none.</param>
internal sealed record ModelExamination(IReadOnlyList<Diagnostic> Diagnostics, ModelFile? File)
{
    public static ModelExamination Of(LocatedDeclaration located, ModelProject project)
    {
        var (declaration, locations) = (located.Declaration, located.Locations);
        var file = ModelBinder.FindModelFile(declaration, project.Files, new DiagnosticBag());
        // Where the compiler itself fails, the generator has met the same failure and reports it.
        var outcome = Outcome.Of(() => Plan(ModelBinder.Bind(declaration, project.Files, project.Options)));
        if (outcome.Value is not { } model)
            return new ModelExamination([], file);

        Diagnostic Place(CompilerDiagnostic diagnostic) => file is null || locations.IsOfClass(diagnostic.Target)
            ? diagnostic.In(locations)
            : diagnostic.In(file);

        List<Diagnostic> diagnostics =
        [
            .. model.Request.Problems.Select(Place),
            .. model.Request.FileProblems.Select(problem => problem.In(file!)),
            .. model.Diagnostics.Select(Place),
        ];
        if (model.Plan is { } plan)
            diagnostics.Add(Cost(model.Request.Class.Name, plan).In(locations));
        return new ModelExamination(diagnostics, file);
    }

    private static PlannedModel Plan(ModelRequest request) => PlanCache.Find(request) ?? PlannedModel.Of(request);

    private static CompilerDiagnostic Cost(string name, ExecutionPlan plan) => DiagnosticCatalog.ModelCost.At(
        DeclarationLocations.Class, name, plan.ParameterCount, plan.Macs, plan.WeightBytes, plan.ArenaBytes);
}
