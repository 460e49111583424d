using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>The C# of one model, kernels excepted.</summary>
/// <param name="Failure">How the compiler itself failed; null if it did not.</param>
internal sealed record ModelSources(ModelClass Class, EquatableArray<GeneratedSource> Sources, string? Failure)
{
    /// <summary>Prints the model, or the stub of its surface if there is no plan.</summary>
    public static ModelSources Of(PlannedModel model)
    {
        var request = model.Request;
        if (!request.TakesMembers)
            return new ModelSources(request.Class, [], model.Failure);
        if (model.Plan is not { } plan)
            return Stub(request, model.Failure);
        var outcome = Outcome.Of(() => new ModelSources(
            request.Class, ModelCompilation.Emit(plan, request.Class, request.Weights), null));
        return outcome.Value ?? Stub(request, outcome.Failure);
    }

    public ModelSources WithUniqueNames(EquatableArray<string> modelNames) => this with
    {
        Sources = Sources
            .Select(source => source with { HintName = HintNames.MakeUnique(source.HintName, Class, modelNames) }).ToEquatableArray(),
    };

    private static ModelSources Stub(ModelRequest request, string? failure)
    {
        var outcome = Outcome.Of(() =>
            new StubMembers(ModelCompilation.EmitStub(request.Class, request.Definition, request.Options)).Without(request.TakenMembers));
        return new ModelSources(
            request.Class, outcome.Value is { } stub ? [stub] : [], failure ?? outcome.Failure);
    }
}
