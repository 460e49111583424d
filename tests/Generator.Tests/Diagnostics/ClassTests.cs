using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Diagnostics;

public class ClassTests
{
    private const string Layers = "[Input(4)] [Dense(2)]";

    [Fact]
    public Task NotPartial() => Mistake.IsReported(
        "MC0010", "'Net' must be partial, so that its network can be added to it; write 'partial class Net'",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public class [|Net|];""");

    [Fact]
    public Task Nested() => Mistake.IsReported(
        "MC0011", "'Net' is nested in 'Outer', but a compiled model must stand directly in a namespace; move it out",
        $$"""using ModelCompiler; public partial class Outer { [CompiledModel] {{Layers}} public partial class [|Net|]; }""");

    [Fact]
    public Task Generic() => Mistake.IsReported(
        "MC0012", "'Net' has type parameters, but a compiled model cannot be generic; remove them",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial class [|Net|]<T>;""");

    [Fact]
    public Task Static() => Mistake.IsReported(
        "MC0013", "'Net' is static, but a compiled model has instances, each with its own arena; remove 'static'",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public static partial class [|Net|];""");

    [Fact]
    public Task Abstract() => Mistake.IsReported(
        "MC0014", "'Net' is abstract, so nobody could create the compiled model; remove 'abstract'",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public abstract partial class [|Net|];""");

    [Fact]
    public Task FileLocal() => Mistake.IsReported(
        "MC0015", "'Net' is local to its file, so that its network cannot be added in another; remove 'file'",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} file partial class [|Net|];""");

    [Fact]
    public Task Record() => Mistake.IsReported(
        "MC0016", "'Net' is a record, but a compiled model owns memory and is no value; write 'class' instead of 'record'",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial record [|Net|];""");

    [Theory]
    [InlineData("public [|Net|]() { }", "constructor()")]
    [InlineData("public [|Net|](ModelOptions? options) { }", "constructor(ModelOptions)")]
    public Task ConstructorExists(string constructor, string described) => Mistake.IsReported(
        "MC0017",
        $"'Net' declares {described}, but a compiled model gets the constructors Net() and Net(ModelOptions?); "
        + "remove it or give it other parameters",
        Mistake.UseOf($$"""[CompiledModel] {{Layers}} public partial class Net { {{constructor}} }"""));

    [Fact]
    public Task PrimaryConstructor() => Mistake.IsReported(
        "MC0018",
        "'Net' has a primary constructor, which the generated constructors Net() and Net(ModelOptions?) could not call; "
        + "make it an ordinary one",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial class [|Net|](int size) { public int Size => size; }""");

    [Theory]
    [InlineData("private Base() { }  public static Base Create() => new();")]
    [InlineData("public Base(int size) => Size = size;  public int Size { get; }")]
    public async Task BaseWithoutConstructor(string member)
    {
        var source = MarkedSource.Parse(
            $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial class [|Net|] : Base; public class Base { {{member}} }""");
        var problems = (await TestProject.Of(source.Text).Build()).Problems;
        // C# adds its own word on the class, whose default constructor has nothing to call either.
        var problem = Assert.Single(problems, p => p.Id.StartsWith("MC", StringComparison.Ordinal));
        Assert.Equal(("MC0019", source.Span), (problem.Id, problem.Location.SourceSpan));
        Assert.Equal(
            "'Net' derives from 'Base', which has no accessible constructor without parameters for the generated constructors to call; "
            + "add one",
            problem.GetMessage());
    }

    [Theory]
    [InlineData("public int [|InputLength|] => 1;", "InputLength")]
    [InlineData("public static string [|Info|]() => \"\";", "Info()")]
    [InlineData("public class [|Info|];", "Info")]
    [InlineData("private readonly int [|network|] = 1; public int Size => network;", "network")]
    [InlineData("public void [|Dispose|]() { }", "Dispose()")]
    public Task MemberCollides(string member, string described) => Mistake.IsReported(
        "MC0020", $"'Net' declares or inherits '{described}', which is the name of a generated member; rename it",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial class Net { {{member}} }""");

    [Theory]
    [InlineData("public void Dispose() { }")]
    [InlineData("protected virtual void Dispose() { }")]
    public Task InheritedDisposeCollides(string member) => Mistake.IsReported(
        "MC0020", "'Net' declares or inherits 'Dispose()', which is the name of a generated member; rename it",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial class [|Net|] : Base; public class Base { {{member}} }""");

    [Fact]
    public Task MethodWithGeneratedSignatureCollides() => Mistake.IsReported(
        "MC0020", "'Net' declares or inherits 'Run(ReadOnlySpan<float>, Span<float>)', which is the name of a generated member; rename it",
        Mistake.UseOf(
            $$"""[CompiledModel] {{Layers}} public partial class Net { public void [|Run|](ReadOnlySpan<float> x, Span<float> y) { } }"""));

    [Fact]
    public async Task OverloadsDoNotCollide()
    {
        var build = await TestProject.Of(Mistake.UseOf($$"""
            [CompiledModel] {{Layers}} public partial class Net
            {
                public Net(string path) : this(new ModelOptions()) => Path = path;
                public string Path { get; } = "";
                public float[] Run(float[] image) => image;
            }
            """)).Build();
        Assert.Empty(build.Problems);
    }

    [Fact]
    public Task ClassNameCollides() => Mistake.IsReported(
        "MC0021", "A compiled model cannot be called 'Info', because that is the name of a generated member; rename the class",
        $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial class [|Info|];""");

    [Fact]
    public Task LayersOnSeveralDeclarations() => Mistake.IsReported(
        "MC0022",
        "'Net' has layers on 2 partial declarations, whose order would be that of their files; put all layers on one declaration",
        Mistake.UseOf("[CompiledModel] [Input(4)] public partial class [|Net|]; [Dense(2)] public partial class Net;"));

    [Fact]
    public Task LayersWithoutModel() => Mistake.IsReported(
        "MC0024", "'Net' has layer attributes, but nothing is generated for it without [CompiledModel]",
        "using ModelCompiler; [[|Input(4)|], Dense(2)] public partial class Net;");

    [Fact]
    public async Task NamesThatDifferInCaseAreTwoModels()
    {
        var build = await TestProject.Of(
            $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial class Net; [CompiledModel] {{Layers}} public partial class NET;""")
            .Build();
        Assert.Empty(build.Problems);
    }

    [Fact]
    public async Task AttributeOnTwoDeclarationsIsLeftToTheCSharpCompiler()
    {
        var build = await TestProject.Of(
            $$"""using ModelCompiler; [CompiledModel] {{Layers}} public partial class Net; [CompiledModel] public partial class Net;""")
            .Build();
        Assert.Equal("CS0579", Assert.Single(build.Problems).Id);
    }
}
