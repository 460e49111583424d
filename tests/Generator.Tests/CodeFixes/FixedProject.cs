using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.CodeFixes;

/// <summary>A user's project in an editor, where code fixes are offered for what the analyzer reports.</summary>
internal sealed class FixedProject : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly TestProject _files;
    private readonly CodeFixProvider _provider;
    private readonly ProjectId _id = ProjectId.CreateNewId();

    public FixedProject(TestProject files, CodeFixProvider provider)
    {
        (_files, _provider) = (files, provider);
        var documents = files.Sources.Select((source, index) => DocumentInfo.Create(
            DocumentId.CreateNewId(_id), $"Source{index}.cs", filePath: $"/project/Source{index}.cs",
            loader: TextLoader.From(TextAndVersion.Create(Microsoft.CodeAnalysis.Text.SourceText.From(source), VersionStamp.Create()))));
        _workspace.AddProject(ProjectInfo.Create(
            _id, VersionStamp.Create(), "App", "App", LanguageNames.CSharp, documents: documents,
            compilationOptions: files.Options, parseOptions: new CSharpParseOptions(files.Language),
            metadataReferences: TestProject.References));
    }

    private Project Project => _workspace.CurrentSolution.GetProject(_id)!;

    /// <summary>The actions that are offered for all diagnostics of the project, in the order of their places.</summary>
    public async Task<IReadOnlyList<CodeAction>> Actions()
    {
        var actions = new List<CodeAction>();
        foreach (var diagnostic in await Diagnostics())
            await _provider.RegisterCodeFixesAsync(new CodeFixContext(
                Project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => actions.Add(action),
                TestContext.Current.CancellationToken));
        return actions;
    }

    /// <summary>Applies one action for all diagnostics of the project at once.</summary>
    public async Task<TestProject> ApplyToAll()
    {
        var first = Assert.IsType<CodeAction>((await Actions())[0], exactMatch: false);
        var context = new FixAllContext(
            Project, _provider, FixAllScope.Project, first.EquivalenceKey!, _provider.FixableDiagnosticIds,
            new Reported(await Diagnostics()), TestContext.Current.CancellationToken);
        return await Apply(Assert.IsType<CodeAction>(await _provider.GetFixAllProvider()!.GetFixAsync(context), exactMatch: false));
    }

    /// <summary>The project after an action.</summary>
    public async Task<TestProject> Apply(CodeAction action)
    {
        var change = Assert.Single((await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>());
        var sources = new List<string>();
        foreach (var document in change.ChangedSolution.GetProject(_id)!.Documents.OrderBy(document => document.Name, StringComparer.Ordinal))
            sources.Add((await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        return _files with { Sources = [.. sources] };
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<ImmutableArray<Diagnostic>> Diagnostics()
    {
        var compilation = await Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var analysis = compilation!.WithAnalyzers(
            [new ModelAnalyzer()], new AnalyzerOptions(_files.AdditionalTexts, _files.OptionsProvider));
        return
        [
            .. (await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken))
                .Where(diagnostic => _provider.FixableDiagnosticIds.Contains(diagnostic.Id) && diagnostic.Location.IsInSource)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    private sealed class Reported(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
