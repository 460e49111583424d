using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Generator.Declarations;
using ModelCompiler.Generator.ProjectFiles;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>
/// Reports what is wrong with models, through the same code by which <see cref="ModelGenerator"/> compiles them. An analyzer
/// does so because code fixes are not offered for diagnostics of a generator.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. Descriptors.All.Where(descriptor => descriptor != Descriptors.InternalError)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var project = new Lazy<ModelProject>(() => ModelProject.Read(start.Options, start.CancellationToken));
            var fileUses = new ConcurrentBag<FileUse>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, project, fileUses), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportSharedFiles(end, fileUses));
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<ModelProject> project, ConcurrentBag<FileUse> fileUses)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().Any(attribute => attribute.IsRefused()))
            return; // What the C# compiler says comes first: of a model that is half read, nothing true can be said.
        if (ModelDeclarationReader.ReadLocated(type, context.CancellationToken) is not { } located)
        {
            if (type.GetAttributes().FirstOrDefault(attribute => attribute.IsLayer()) is { } layer)
                context.ReportDiagnostic(DiagnosticCatalog.LayersWithoutModel.At(DiagnosticTarget.Model, type.Name)
                    .At(layer.ApplicationSyntaxReference!.GetSyntax(context.CancellationToken).GetLocation()));
            return;
        }

        var examination = ModelExamination.Of(located, project.Value);
        foreach (var diagnostic in examination.Diagnostics)
            context.ReportDiagnostic(diagnostic);
        if (examination.File is { } file)
            fileUses.Add(new FileUse(file.Source, type.Name, located.Locations.Find(DeclarationLocations.File)));
    }

    private static void ReportSharedFiles(CompilationAnalysisContext context, ConcurrentBag<FileUse> uses)
    {
        foreach (var users in uses.GroupBy(use => use.File))
        {
            var ordered = users.OrderBy(use => use.Model, StringComparer.Ordinal).ToList();
            foreach (var use in ordered.Skip(1))
                context.ReportDiagnostic(DiagnosticCatalog.FileSharedByModels
                    .At(DiagnosticTarget.Model, use.Model, ordered[0].Model, users.Key).At(use.Location));
        }
    }

    private sealed record FileUse(string File, string Model, Location Location);
}
