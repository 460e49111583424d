using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Testing.Sources;

namespace ModelCompiler.Tests;

/// <summary>docs/safety.md lists all that no bounds check guards.</summary>
public partial class SafetyTests
{
    [Fact]
    public void The_page_lists_every_unsafe_construct_of_the_sources()
    {
        var found = Repository.Files("src", "*.cs").SelectMany(file =>
            UnsafeCode.In(Repository.Parse(file).GetRoot(TestContext.Current.CancellationToken))
                .Select(part => (File: file, part.Member, part.Construct)));
        var listed = Row().Matches(Repository.Read("docs/safety.md"))
            .Select(row => (File: row.Groups["file"].Value, Member: row.Groups["member"].Value, Construct: row.Groups["construct"].Value));
        Assert.Equal(listed.Order(), found.Order());
    }

    /// <summary>What is generated for many more networks, the tests of generated code look through in the same way.</summary>
    [Fact]
    public void No_snapshot_of_generated_code_contains_any()
    {
        var snapshots = new[] { "tests", "samples" }.SelectMany(folder => Repository.Files(folder, "*.verified.cs")).ToList();
        Assert.NotEmpty(snapshots);
        Assert.All(snapshots, file => Assert.Empty(UnsafeCode.In(Repository.Parse(file).GetRoot(TestContext.Current.CancellationToken))));
    }

    [Fact]
    public void The_runtime_library_alone_may_contain_any() => Assert.Equal(
        ["src/Runtime/Runtime.csproj"],
        new[] { "*.csproj", "*.props", "*.targets" }.SelectMany(pattern => Repository.Files("src", pattern)).Append("Directory.Build.props")
            .Where(file => Repository.Read(file).Contains("AllowUnsafeBlocks", StringComparison.Ordinal)));

    [Theory]
    [InlineData("unsafe { }", "unsafe")]
    [InlineData("int* p = null;", "int*")]
    [InlineData("delegate*<int, void> f = null;", "delegate*<int, void>")]
    [InlineData("fixed (x) { }", "fixed")]
    [InlineData("M(&x);", "&x")]
    [InlineData("M(*x);", "*x")]
    [InlineData("M(x->Y);", "x->Y")]
    [InlineData("Unsafe.Add(ref x, 1);", "Unsafe.Add")]
    [InlineData("var y = System.Runtime.CompilerServices.Unsafe.As<int>(x);", "Unsafe.As")]
    [InlineData("MemoryMarshal.GetReference(x);", "MemoryMarshal.GetReference")]
    [InlineData("MemoryMarshal.CreateSpan(ref x, 9);", "MemoryMarshal.CreateSpan")]
    [InlineData("Vector128.LoadUnsafe(ref x);", "LoadUnsafe")]
    [InlineData("x.StoreUnsafe(ref y);", "StoreUnsafe")]
    [InlineData("[SkipLocalsInit] void F() { }", "SkipLocalsInit")]
    [InlineData("[DllImport(\"c\")] static extern void F();", "DllImport", "extern")]
    [InlineData("var y = MemoryMarshal.Cast<float, int>(MemoryMarshal.AsBytes(x)); Span<int> z = stackalloc int[4];")]
    public void A_construct_is_found(string statement, params string[] constructs)
    {
        var root = CSharpSyntaxTree.ParseText(
            $$"""class C { void M() { {{statement}} } }""", cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken);
        Assert.Equal(constructs.Select(construct => ("C.M", construct)), UnsafeCode.In(root));
    }

    [GeneratedRegex(@"^\| \[[^\]]+\]\(\.\./(?<file>[^)]+)\) \| `(?<member>[^`]+)` \| `(?<construct>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
