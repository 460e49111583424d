using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Import;

namespace ModelCompiler.Tests;

public sealed class ModelFolderTests : IDisposable
{
    private readonly DirectoryInfo _outside = Directory.CreateTempSubdirectory();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public ModelFolderTests()
    {
        _folder.CreateSubdirectory("sub");
        File.WriteAllBytes(PathOf("sub/w.bin"), [0, 1, 2, 3, 4, 5, 6, 7]);
        File.WriteAllBytes(Path.Combine(_outside.FullName, "secret.bin"), new byte[8]);
    }

    private IExternalData Files => ModelFolder.Of(PathOf("model.onnx"));

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _outside.Delete(recursive: true);
    }

    [Fact]
    public void Ranges_of_files_are_read()
    {
        Assert.Equal([2, 3, 4], Files.Read("sub/w.bin", 2, 3));
        Assert.Equal([7], Files.Read("./sub/w.bin", 7, 1));
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(8, 1)]
    [InlineData(0, int.MaxValue)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void Ranges_beyond_the_file_are_refused_before_anything_is_allocated(long offset, int length)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var mistake = Assert.Throws<IOException>(() => Files.Read("sub/w.bin", offset, length));
        Assert.Equal($"the file has 8 bytes, but {length} bytes from byte {offset} are needed", mistake.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("absent.bin")]
    [InlineData("sub/absent/w.bin")]
    [InlineData("sub")]
    public void What_is_no_file_is_not_found(string location) =>
        Assert.Throws<FileNotFoundException>(() => Files.Read(location, 0, 1));

    [Fact]
    public void Links_are_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        File.CreateSymbolicLink(PathOf("w.bin"), Path.Combine(_outside.FullName, "secret.bin"));
        Directory.CreateSymbolicLink(PathOf("out"), _outside.FullName);
        foreach (var location in new[] { "w.bin", "out/secret.bin" })
            Assert.Equal(
                "it is or is behind a link; put the file itself there",
                Assert.Throws<IOException>(() => Files.Read(location, 0, 1)).Message);
    }

    [Fact]
    public void The_folder_itself_may_be_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        var link = Path.Combine(_outside.FullName, "models");
        Directory.CreateSymbolicLink(link, _folder.FullName);
        Assert.Equal([1], ModelFolder.Of(Path.Combine(link, "model.onnx")).Read("sub/w.bin", 1, 1));
    }

    private string PathOf(string location) => Path.Combine(_folder.FullName, location);
}
