using System.Reflection;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tests.Diagnostics;

public class DiagnosticCatalogTests
{
    /// <summary>Those of the compiler, and those that the tool alone reports.</summary>
    internal static IReadOnlyList<DiagnosticDescription> All { get; } =
    [
        .. new[] { typeof(DiagnosticCatalog), typeof(DiagnosticCatalog.Tool), typeof(DiagnosticCatalog.Onnx), typeof(DiagnosticCatalog.Keras) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetValue(null)).OfType<DiagnosticDescription>(),
    ];

    [Fact]
    public void Ids_are_unique_and_of_one_form()
    {
        Assert.Equal(All.Select(description => description.Id).Distinct(), All.Select(description => description.Id));
        Assert.All(All, description => Assert.Matches("^MC[0-9]{4}$", description.Id));
    }

    [Fact]
    public void Titles_and_messages_are_phrases_without_a_point() => Assert.All(All, description =>
    {
        Assert.Matches("^[A-Z].*[^.\\s]$", description.Title);
        Assert.Matches("^['[{A-Z].*[^.\\s]$", description.MessageFormat);
    });
}
