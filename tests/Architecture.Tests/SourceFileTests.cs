using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Tests;

public class SourceFileTests
{
    // Where a file has stopped being about one thing; the median is below 100.
    private const int MaximumLines = 400;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var tooLong = Repository.Files("src", "*.*")
            .Select(file => (File: file, Lines: Repository.Read(file).Count(c => c == '\n')))
            .Where(file => file.Lines > MaximumLines);
        Assert.Equal([], tooLong);
    }

    /// <summary>The namespace of a file is its folder or a folder around it, but never one around the layer's.</summary>
    [Fact]
    public void A_layer_is_a_folder_and_a_namespace()
    {
        foreach (var file in Repository.Files("src/Compiler", "*.cs").Where(file => !file.StartsWith("src/Compiler/Polyfills/", StringComparison.Ordinal)))
        {
            var folders = string.Join('.', file.Split('/')[1..^1].Prepend("ModelCompiler"));
            var layer = string.Join('.', folders.Split('.').Take(3));
            var declared = Assert.Single(Repository.Parse(file).GetRoot(TestContext.Current.CancellationToken)
                .DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()).Name.ToString();
            Assert.True(
                (folders + ".").StartsWith(declared + ".", StringComparison.Ordinal) && (declared + ".").StartsWith(layer + ".", StringComparison.Ordinal),
                $"{file} declares the namespace {declared}.");
        }
    }
}
