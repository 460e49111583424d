using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelCompiler.Tests.Driver;

/// <summary>A file that the project lists, as the package's targets hand it to the compiler.</summary>
/// <param name="Item">Model or Weights.</param>
/// <param name="Source">The name under which the project lists it.</param>
internal sealed record TestFile(string Item, string Source, string Text)
{
    public string Path => "/project/" + Source;
}

internal sealed class InMemoryText(TestFile file) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(file.Text);

    public TestFile File { get; } = file;

    public override string Path => File.Path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
