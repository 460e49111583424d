using System.Text.RegularExpressions;
using ModelCompiler.Compiler.Keras.Mapping;
using ModelCompiler.Compiler.Keras.Reading;

namespace ModelCompiler.Tests;

/// <summary>docs/keras.md lists what is supported.</summary>
public partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/keras.md"));

    [Fact]
    public void ThePageListsEveryLayerWithItsLimits()
    {
        var listed = Row().Matches(Page).SelectMany(row =>
            Name().Matches(row.Groups[1].Value).Select(name => (Layer: name.Groups[1].Value, Limits: row.Groups[2].Value.Trim())));
        Assert.Equal(
            LayerMappings.All.Values.Select(mapping => (mapping.ClassName, mapping.Limits))
                .Append((KerasNode.InputLayer, "Dimensions that are numbers, the batch apart.")).Order(),
            listed.Order());
    }

    [Fact]
    public void ThePageListsEveryActivation() => Assert.Equal(
        ActivationFunctions.Names, Name().Matches(Activations().Match(Page).Value).Select(name => name.Groups[1].Value));

    [GeneratedRegex("^\\| (`[A-Z][^|]*`) \\|([^|]*)\\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Name();

    [GeneratedRegex("^Activations, by name: [^.]*\\.", RegexOptions.Multiline)]
    private static partial Regex Activations();
}
