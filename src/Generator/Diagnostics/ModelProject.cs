using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Generator.ProjectFiles;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>What an analyzer knows of a project beside its classes.</summary>
internal sealed record ModelProject(ListedFiles Files, ProjectOptions Options)
{
    public static ModelProject Read(AnalyzerOptions options, CancellationToken cancellation)
    {
        var provider = options.AnalyzerConfigOptionsProvider;
        var files = options.AdditionalFiles
            .Select(file => ProjectFile.Read(file, provider, cancellation)).OfType<ProjectFile>().ToLookup(file => file.Kind);
        return new ModelProject(
            new ListedFiles(
                files[ProjectFileKind.Model].Select(file => new ModelFile(file)).ToEquatableArray(),
                files[ProjectFileKind.Weights].Select(file => new WeightFile(file)).ToEquatableArray()),
            ProjectOptions.Read(provider.GlobalOptions));
    }
}
