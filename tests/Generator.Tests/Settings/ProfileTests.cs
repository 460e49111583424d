using ModelCompiler.Tests.Driver;
using ModelCompiler.Tests.Snapshots;

namespace ModelCompiler.Tests.Settings;

public class ProfileTests
{
    private const string Layers = "[Input(4)] [Dense(3)] [Softmax]";

    private static TestProject Net(string arguments = "") => TestProject.Of(
        $"using ModelCompiler; namespace App; [CompiledModel{arguments}] {Layers} public sealed partial class Net;");

    private static TestProject WithUse(TestProject project) => project with
    {
        Sources = project.Sources.Add("namespace App; static class Use { static string Table(Net net) => net.Profile.ToString(); }"),
    };

    /// <summary>What the attribute and the property do when they are on; the other snapshots show that there is nothing of it when they are off.</summary>
    [Fact]
    public async Task ProfiledModel()
    {
        var build = await WithUse(Net("(Profile = true)")).Build();
        Assert.Empty(build.Problems);
        Snapshot.Verify(build.ModelSources.Where(file => file.HintName == "App.Net.Network.g.cs").Select(file => (file.HintName, file.SourceText.ToString())));
    }

    [Fact]
    public async Task TheSourceIsTheSameWhereItIsOff()
    {
        var plain = await Sources(Net());
        Assert.Equal(plain, await Sources(Net("(Profile = false)")));
        Assert.Equal(plain, await Sources(Net().WithProperty("ModelCompilerProfile", "false")));
        Assert.Equal(plain, await Sources(Net("(Profile = false)").WithProperty("ModelCompilerProfile", "true")));
        Assert.All(plain, source => Assert.DoesNotContain("Profile", source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ThePropertyIsForAllModels()
    {
        var on = await Sources(Net("(Profile = true)"));
        Assert.Equal(on, await Sources(Net().WithProperty("ModelCompilerProfile", "true")));
        Assert.Equal(on, await Sources(Net().WithProperty("ModelCompilerProfile", "True")));
        Assert.NotEqual(on, await Sources(Net()));
    }

    [Fact]
    public async Task AModelWithErrorsHasTheProperty()
    {
        var build = await WithUse(TestProject.Of(
            "using ModelCompiler; namespace App; [CompiledModel(Profile = true)] [Input(1, 4, 4)] [Conv2D(4, 9)] public sealed partial class Net;")).Build();
        Assert.Equal("MC0122", Assert.Single(build.Problems).Id);
    }

    [Fact]
    public async Task AMemberProfileOfTheUserCollides()
    {
        var source = $"using ModelCompiler; namespace App; [CompiledModel(Profile = true)] {Layers} public sealed partial class Net {{ public int Profile; }}";
        Assert.Equal("MC0020", Assert.Single((await TestProject.Of(source).Build()).Problems).Id);
        Assert.Empty((await TestProject.Of(source.Replace("(Profile = true)", "", StringComparison.Ordinal)).Build()).Problems);
    }

    [Fact]
    public async Task OtherValuesOfThePropertyAreErrors()
    {
        var problem = Assert.Single((await Net().WithProperty("ModelCompilerProfile", "layers").Build()).Problems);
        Assert.Equal("MC0043", problem.Id);
        Assert.Equal("The property ModelCompilerProfile is 'layers', but must be true or false", problem.GetMessage(null));
    }

    private static async Task<List<string>> Sources(TestProject project)
    {
        var build = await project.Build();
        Assert.Empty(build.Problems);
        return [.. build.ModelSources.Select(source => source.SourceText.ToString())];
    }
}
