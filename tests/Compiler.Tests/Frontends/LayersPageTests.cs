using System.Text;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Frontends;

/// <summary>docs/layers.md follows from the layer catalogue and from the tests' own lists of layers.</summary>
public class LayersPageTests
{
    private const string Page = "layers.md";

    [Fact]
    public void The_page_lists_the_layers() => CommittedText.AssertUpToDate(Page, Print());

    [Fact]
    public void Every_layer_is_tested() => Assert.Empty(
        LayerCatalog.Layers.Select(layer => layer.Kind).Where(kind => kind != "Input").Except(RandomModels.Operators));

    private static string Print()
    {
        var page = new StringBuilder(
            $"""
            # Layers

            The {LayerCatalog.Layers.Count} layers of attributes and JSON files. This page follows from the layer catalogue. Each layer has an attribute of its name,
            such as `[Conv2D(8, 3)]`, and is a `type` of the [JSON format](json-format.md), where all its properties stand. Shapes are those of one
            sample. Kernels: *fast* ones are written for the layer's numbers and are vectorised over channels; *generic* ones are loops that the
            compiler makes of the layer's formula. Tests: every layer is run over random shapes, compiled at every vector width, against a
            reference in double precision ([random shapes](../tests/Integration.Tests/Operators/OperatorTests.cs)); those marked are also compared
            with loops that were written from the formula alone ([definition](../tests/Compiler.Tests/Building/LayerDefinitionTests.cs)).

            Sequences of convolutions and pools are [C, L], channels first. Those of embeddings, attention and recurrent layers are [L, F], a row
            of features for each step, as in Keras and in PyTorch with `batch_first`. `Permute(2, 1)` leads from either to the other.


            """.ReplaceLineEndings("\n"));
        foreach (var layer in LayerCatalog.Layers)
            page.Append($"- [`{layer.Kind}`]({Attribute(layer)}): {layer.Summary}\n");
        page.Append("\n## Costs\n\nL′ H′ W′ D′ are sizes of the result.\n\n");
        page.Append("| layer | parameters | multiply-adds |\n|---|---|---|\n");
        foreach (var layer in LayerCatalog.Layers.Where(layer => layer.Parameters != "0" || layer.Macs != "0"))
            page.Append($"| {layer.Kind} | {layer.Parameters} | {layer.Macs} |\n");
        page.Append("\n## Elsewhere\n\n| layer | JSON | ONNX | Keras | kernel | tests |\n|---|---|---|---|---|---|\n");
        foreach (var layer in LayerCatalog.Layers)
            page.Append(
                $"| {layer.Kind} | [properties](json-format.md#{layer.Kind.ToLowerInvariant()}) | {layer.Onnx} | {layer.Keras} | {layer.Kernel} "
                + $"| {Tests(layer.Kind)} |\n");
        return page.ToString();
    }

    private static string Attribute(LayerSchema layer) => $"../src/Runtime/Attributes/Layers/{layer.Kind}Attribute.cs";

    private static string Tests(string kind) =>
        (RandomModels.Operators.Contains(kind) ? "random shapes" : "")
        + (Building.LayerDefinitionTests.Kinds.Contains(kind) ? ", definition" : "");
}
