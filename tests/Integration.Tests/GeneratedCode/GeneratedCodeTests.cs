using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Sources;
using ModelCompiler.Tests.Networks;

namespace ModelCompiler.Tests.GeneratedCode;

/// <summary>What holds for the text of every generated file.</summary>
public class GeneratedCodeTests
{
    // Past 27 KB the JIT was measured to give up optimising.
    private const int MaximumIL = 25 * 1024;

    private static IEnumerable<ModelDefinition> Definitions =>
    [
        .. CompiledNetworks.Definitions,
        .. RandomModels.Operators.SelectMany(kind => Enumerable.Range(0, 3).Select(seed => RandomModels.ForOperator(kind, seed))),
        .. from algorithm in (string[])["Winograd2x2", "Winograd4x4", "Winograd6x6"]
           from activation in (string[])["None", "ReLU", "ReLU6", "SiLU"]
           select Model.Of("winograd", Layer.Input(32, 40, 30), Layer.Conv2D(32, 3, algorithm: algorithm, activation: activation)),
        .. from kernel in (int[])[5, 7, 11]
           select Model.Of("large", Layer.Input(3, 40, 40), Layer.Conv2D(64, kernel, strides: 2), Layer.DepthwiseConv2D(kernel), Layer.AveragePool2D(5)),
    ];

    [Fact]
    public void MethodsStayBelowTheLimitOfTheJit()
    {
        var assembly = ModelAssembly.Compile([.. Definitions])[0].Type.Assembly;
        var sizes = assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Name: $"{method.DeclaringType!.Name}.{method.Name}", Size: method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0))
            .OrderByDescending(method => method.Size).ToList();
        Assert.True(sizes[0].Size is > 0 and < MaximumIL, $"{sizes[0]} bytes of IL");
    }

    [Fact]
    public void NothingIsUnsafe() => Assert.All(Definitions.SelectMany(TextsOf).Distinct(), text =>
    {
        var root = CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);
        Assert.Empty(UnsafeCode.In(root));
        Assert.Empty(root.DescendantNodes().OfType<StackAllocArrayCreationExpressionSyntax>());
    });

    [Fact]
    public void IsTheSameEveryTimeAndInEveryCulture()
    {
        var expected = Definitions.SelectMany(TextsOf).ToList();
        Assert.DoesNotContain(expected, text => text.Contains('\r'));
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Foreign();
            Assert.Equal("−1,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Definitions.SelectMany(TextsOf));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>Made by hand: where .NET runs without culture data, no other culture can be had by its name.</summary>
    private static CultureInfo Foreign()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        return culture;
    }

    private static IEnumerable<string> TextsOf(ModelDefinition definition) => GeneratedTexts.WithWeights(ModelAssembly.Plan(definition));
}
