using System.IO.Compression;
using System.Xml.Linq;

namespace ModelCompiler.Tests;

/// <summary>What is in the packages.</summary>
public class ContentTests(PackedPackages packed)
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("icon.png")]
    [InlineData("THIRD-PARTY-NOTICES.txt")]
    [InlineData("lib/net9.0/ModelCompiler.Runtime.dll")]
    [InlineData("lib/net9.0/ModelCompiler.Runtime.xml")]
    [InlineData("lib/net10.0/ModelCompiler.Runtime.dll")]
    [InlineData("lib/net10.0/ModelCompiler.Runtime.xml")]
    [InlineData("analyzers/dotnet/cs/ModelCompiler.Generator.dll")]
    [InlineData("analyzers/dotnet/cs/ModelCompiler.Compiler.dll")]
    [InlineData("analyzers/dotnet/cs/ModelCompiler.CodeFixes.dll")]
    [InlineData("analyzers/dotnet/cs/System.Text.Json.dll")]
    [InlineData("tools/net10.0/any/modelc.dll")]
    [InlineData("tools/net10.0/any/modelc.runtimeconfig.json")]
    [InlineData("build/ModelCompiler.props")]
    [InlineData("build/ModelCompiler.targets")]
    [InlineData("buildTransitive/ModelCompiler.props")]
    [InlineData("buildTransitive/ModelCompiler.targets")]
    public void The_package_holds(string file) => Assert.Contains(file, Entries("ModelCompiler", "nupkg"));

    [Fact]
    public void The_library_is_the_runtime_alone() => Assert.All(
        Entries("ModelCompiler", "nupkg").Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal)),
        entry => Assert.StartsWith("ModelCompiler.Runtime.", Path.GetFileName(entry), StringComparison.Ordinal));

    [Fact]
    public void Symbols_are_in_packages_of_their_own()
    {
        Assert.DoesNotContain(Entries("ModelCompiler", "nupkg"), entry => entry.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.Contains("lib/net9.0/ModelCompiler.Runtime.pdb", Entries("ModelCompiler", "snupkg"));
        Assert.Contains("lib/net10.0/ModelCompiler.Runtime.pdb", Entries("ModelCompiler", "snupkg"));
        Assert.Contains("tools/net10.0/any/modelc.pdb", Entries("ModelCompiler.Tool", "snupkg"));
    }

    [Theory]
    [InlineData("ModelCompiler")]
    [InlineData("ModelCompiler.Tool")]
    public void A_package_says_what_it_is_and_depends_on_nothing(string package)
    {
        using var archive = Open(package, "nupkg");
        using var stream = archive.GetEntry($"{package}.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().First();
        var names = metadata.Descendants().Select(element => element.Name.LocalName).ToList();
        Assert.Empty(new[] { "license", "icon", "readme", "description", "projectUrl", "repository", "tags" }.Except(names));
        Assert.DoesNotContain("dependency", names);
        Assert.Equal("MIT", metadata.Elements().Single(element => element.Name.LocalName == "license").Value);
    }

    /// <summary>A package has the time of each of its files, a name for its properties and more that could be new every time.</summary>
    [Fact]
    public void The_same_files_give_the_same_package()
    {
        var again = Path.Combine(packed.Root, "again");
        packed.Pack("Package", again);
        foreach (var file in Directory.EnumerateFiles(again))
            Assert.Equal(File.ReadAllBytes(Path.Combine(packed.Feed, Path.GetFileName(file))), File.ReadAllBytes(file));
    }

    private List<string> Entries(string package, string kind)
    {
        using var archive = Open(package, kind);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private ZipArchive Open(string package, string kind) => ZipFile.OpenRead(Path.Combine(packed.Feed, $"{package}.{packed.Version}.{kind}"));
}
