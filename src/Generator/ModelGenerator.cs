using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Generator.Declarations;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Emission;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.ProjectFiles;

namespace ModelCompiler.Generator;

/// <summary>
/// Adds its network to every class with [CompiledModel]. Mistakes in models are reported by <see cref="ModelAnalyzer"/>;
/// here they only lead to a stub.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var plans = Requests(context)
            .Select(static (request, _) => PlanCache.Remember(PlannedModel.Of(request))).WithTrackingName(TrackingNames.Plans);
        OutputModels(context, plans);
        OutputKernels(context, plans);
    }

    private static IncrementalValuesProvider<ModelDeclaration> Declarations(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownAttributes.CompiledModel,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, cancellation) => Outcome.Of(() => ReadDeclaration(found, cancellation)))
            .WithTrackingName(TrackingNames.Declarations)
            .Checked(context, "[CompiledModel]");

    private static ModelDeclaration? ReadDeclaration(GeneratorAttributeSyntaxContext found, CancellationToken cancellation) =>
        // An attribute that stands on two declarations, which is an error of C#, is found on both.
        found.TargetSymbol is INamedTypeSymbol type
        && found.TargetNode is TypeDeclarationSyntax node
        && type.GetAttributes().First(a => a.Is(KnownAttributes.CompiledModel)).ApplicationSyntaxReference is { } first
        && first.SyntaxTree == node.SyntaxTree && node.AttributeLists.Span.Contains(first.Span)
            ? ModelDeclarationReader.Read(type, cancellation)
            : null;

    private static IncrementalValueProvider<ListedFiles> Files(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => ProjectFile.Read(pair.Left, pair.Right, cancellation))
            .WithTrackingName(TrackingNames.ProjectFiles);
        var models = files.Where(static file => file?.Kind == ProjectFileKind.Model)
            .Select(static (file, _) => Outcome.Of(() => new ModelFile(file!)))
            .WithTrackingName(TrackingNames.ModelFiles).Checked(context, "CompiledModel");
        var weights = files.Where(static file => file?.Kind == ProjectFileKind.Weights)
            .Select(static (file, _) => Outcome.Of(() => new WeightFile(file!)))
            .WithTrackingName(TrackingNames.WeightFiles).Checked(context, "ModelWeights");
        return models.Collect().Combine(weights.Collect())
            .Select(static (pair, _) => new ListedFiles(pair.Left.ToEquatableArray(), pair.Right.ToEquatableArray()))
            .WithTrackingName(TrackingNames.ListedFiles);
    }

    private static IncrementalValueProvider<ProjectOptions> Options(IncrementalGeneratorInitializationContext context) =>
        context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => ProjectOptions.Read(options.GlobalOptions))
            .WithTrackingName(TrackingNames.Options);

    private static IncrementalValuesProvider<ModelRequest> Requests(IncrementalGeneratorInitializationContext context) =>
        Declarations(context).Combine(Files(context)).Combine(Options(context))
            .Select(static (input, _) => Outcome.Of(() => ModelBinder.Bind(input.Left.Left, input.Left.Right, input.Right)))
            .WithTrackingName(TrackingNames.Requests)
            .Checked(context, "[CompiledModel]");

    private static void OutputModels(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<PlannedModel> plans)
    {
        var names = plans.Select(static (model, _) => model.Request.Class.FullName).Collect()
            .Select(static (names, _) => names.ToEquatableArray()).WithTrackingName(TrackingNames.ModelNames);
        var sources = plans.Select(static (model, _) => ModelSources.Of(model)).Combine(names)
            .Select(static (pair, _) => pair.Left.WithUniqueNames(pair.Right)).WithTrackingName(TrackingNames.ModelSources);
        var hasModels = names.Select(static (names, _) => names.Count > 0);
        context.RegisterSourceOutput(hasModels, static (output, isNeeded) =>
        {
            if (isNeeded)
                output.AddSource(EmbeddedAttribute.HintName, EmbeddedAttribute.Text);
        });
        context.RegisterSourceOutput(sources, static (output, model) =>
        {
            foreach (var source in model.Sources)
                output.AddSource(source.HintName, source.Text);
            if (model.Failure is { } failure)
                output.ReportDiagnostic(InternalError.At(model.Class.FullName, failure));
        });
    }

    private static void OutputKernels(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<PlannedModel> plans)
    {
        var kernels = plans
            .Select(static (model, _) => Outcome.Of(
                () => new KernelList(model.Plan is { } plan ? ModelCompilation.KernelsOf(plan) : [])))
            .Checked(context, "kernels").Collect()
            .SelectMany(static (lists, _) => lists.SelectMany(list => list.Variants).Distinct())
            .WithTrackingName(TrackingNames.KernelVariants)
            .Select(static (variant, _) => Outcome.Of(() => ModelCompilation.EmitKernel(variant)))
            .WithTrackingName(TrackingNames.KernelSources)
            .Checked(context, "kernels");
        context.RegisterSourceOutput(kernels, static (output, source) => output.AddSource(source.HintName, source.Text));
    }

    private sealed record KernelList(EquatableArray<KernelVariant> Variants);
}
