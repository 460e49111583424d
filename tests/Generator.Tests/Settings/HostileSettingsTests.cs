using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Settings;

/// <summary>Generated code compiles without a warning whatever the user's project looks like.</summary>
public class HostileSettingsTests
{
    private const string Layers = """
        [global::ModelCompiler.Input(3, 12, 12)]
        [global::ModelCompiler.Conv2D(16, 3, Activation = global::ModelCompiler.Activation.ReLU)]
        [global::ModelCompiler.MaxPool2D(2)]
        [global::ModelCompiler.Flatten]
        [global::ModelCompiler.Dense(10)]
        [global::ModelCompiler.Softmax]
        [global::ModelCompiler.RandomWeights(1)]
        """;

    private static readonly TestProject Project = TestProject.Of(
        $$"""
        namespace App
        {
            /// <summary>A model.</summary>
            [global::ModelCompiler.CompiledModel]
            {{Layers}}
            public sealed partial class Net { }
        }
        """) with
    {
        Documentation = DocumentationMode.Diagnose,
        Options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, checkOverflow: true, allowUnsafe: false, warningLevel: 9999,
            generalDiagnosticOption: ReportDiagnostic.Error, nullableContextOptions: NullableContextOptions.Enable),
    };

    public static TheoryData<NullableContextOptions> NullableContexts => [NullableContextOptions.Disable, NullableContextOptions.Enable];

    public static TheoryData<string> UserCode =>
    [
        "namespace App { class System { } class Span { } class ReadOnlySpan { } class Math { } class Vector512 { } class Array { } }",
        "namespace App { class ModelCompiler { } class Int32 { } class String { } class Object { } class Attribute { } class MemoryMarshal { } }",
        "namespace App.System { class Span<T> { } } namespace App.ModelCompiler { class ModelInfo { } class ModelOptions { } }",
        "class Span<T> { } class ReadOnlySpan<T> { } class ModelInfo { } class ModelOptions { }",
        "namespace App.Net2 { class Net { } } namespace Net { class App { } } namespace App.Run { class Info { } }",
        "namespace System { class Spans { } } namespace System.Runtime { class Intrinsic { } }",
        "namespace App { class ArgumentException { } class MethodImplAttribute { } class MethodImplOptions { } class EmbeddedAttribute { } }",
    ];

    [Fact]
    public Task AllWarningsAsErrors() => AssertClean(Project);

    [Theory]
    [MemberData(nameof(NullableContexts))]
    public Task NullableContext(NullableContextOptions context) =>
        AssertClean(Project with { Options = Project.Options.WithNullableContextOptions(context) });

    [Theory]
    [MemberData(nameof(UserCode))]
    public Task UserTypesWithFamiliarNames(string code) => AssertClean(Project with { Sources = Project.Sources.Add(code) });

    [Theory]
    [InlineData("namespace @class.@event", "@namespace")]
    [InlineData("namespace Ünïcode.名前", "Größe")]
    [InlineData("namespace System.Nets", "Network")]
    public Task UnusualNames(string @namespace, string name) => AssertClean(Project with
    {
        Sources =
        [
            $$"""
            {{@namespace}}
            {
                /// <summary>A model.</summary>
                [global::ModelCompiler.CompiledModel]
                {{Layers}}
                public sealed partial class {{name}} { }
            }
            """,
        ],
    });

    [Fact]
    public Task GlobalNamespace() => AssertClean(Project with
    {
        Sources = [$$"""/// <summary>A model.</summary>{{"\n"}}[global::ModelCompiler.CompiledModel] {{Layers}} public partial class Net { }"""],
    });

    private static async Task AssertClean(TestProject project)
    {
        var build = await project.Build();
        Assert.Empty(build.Problems);
        Assert.NotEmpty(build.ModelSources);
    }
}
