using System.Security.Cryptography;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tests;

public sealed class ImportTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void SmallWeightsStandInTheManifest()
    {
        var bytes = SafetensorsBytes.Valid();
        var file = _tool.WriteFile("weights.safetensors", bytes);
        _tool.Import(file);

        var weights = ReadManifest();
        Assert.Equal(file, weights.Source);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), weights.Checksum);
        Assert.True(weights.IsInline);
        Assert.Equal(["conv1.weight", "scale", "conv1.bias", "empty"], weights.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([1f, -2.5f, 3e-40f, 4f], weights.Find("conv1.weight")!.Values!);
        Assert.Equal([2, 1, 1, 2], weights.Find("conv1.weight")!.Shape.Dimensions);
        Assert.Equal("", _tool.ReadOutput("import.resources"));
    }

    [Fact]
    public void HalvesStayHalves()
    {
        _tool.Import(_tool.WriteFile("weights.safetensors", SafetensorsBytes.Valid()));
        var weights = ReadManifest();
        Assert.Equal(StoredFormat.F16, weights.Find("conv1.bias")!.Format);
        Assert.Equal([1f, -2.5f], weights.Find("conv1.bias")!.Values!);
        Assert.Equal(StoredFormat.BF16, weights.Find("scale")!.Format);
        Assert.Equal([1.5f], weights.Find("scale")!.Values!);
        Assert.Contains("\"data\": \"" + Convert.ToBase64String(SafetensorsBytes.Words(0x3C00, 0xC100)) + "\"", _tool.ReadOutput(ManifestName()));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(6, false)]
    [InlineData(0, false)]
    public void TheLimitCountsParameters(int limit, bool isInline)
    {
        _tool.Import(_tool.WriteFile("weights.safetensors", SafetensorsBytes.Valid()), "--inline-weight-limit", $"{limit}");
        Assert.Equal(isInline, ReadManifest().IsInline);
    }

    [Fact]
    public void LargeWeightsBecomeAResource()
    {
        var file = _tool.WriteFile("weights.safetensors", SafetensorsBytes.Valid());
        _tool.Import(file, "--inline-weight-limit", "0", "--resource-prefix", "ModelCompiler/");

        var weights = ReadManifest();
        Assert.Equal("ModelCompiler/" + file, weights.Resource);
        Assert.All(weights.Tensors, tensor => Assert.Null(tensor.Values));
        Assert.DoesNotContain("\"data\"", _tool.ReadOutput(ManifestName()));
        Assert.Equal(file + "\n", _tool.ReadOutput("import.resources"));
    }

    [Fact]
    public void FilesOfOneNameInTwoDirectoriesKeepApart()
    {
        var first = _tool.WriteFile("a/model.safetensors", SafetensorsBytes.OneTensor("F32", "[1]", SafetensorsBytes.Floats(1f)));
        var second = _tool.WriteFile("b/model.safetensors", SafetensorsBytes.OneTensor("F32", "[1]", SafetensorsBytes.Floats(2f)));
        _tool.Import(first, second, first);

        var manifests = _tool.ReadOutput("import.manifests").TrimEnd().Split('\n');
        Assert.Equal([1f, 2f], manifests.Select(path => WeightManifestReader.Read(File.ReadAllText(path)).Weights!.Find("a")!.Values![0]));
    }

    [Fact]
    public void WhatDidNotChangeKeepsItsTime()
    {
        var file = _tool.WriteFile("weights.safetensors", SafetensorsBytes.Valid());
        _tool.Import(file);
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var name in _tool.OutputFiles)
            File.SetLastWriteTimeUtc(Path.Combine(_tool.Output, name), old);

        _tool.Import(file);
        Assert.All(_tool.OutputFiles, name => Assert.Equal(old, File.GetLastWriteTimeUtc(Path.Combine(_tool.Output, name))));

        _tool.WriteFile("weights.safetensors", SafetensorsBytes.OneTensor("F32", "[1]", SafetensorsBytes.Floats(1f)));
        _tool.Import(file);
        Assert.NotEqual(old, File.GetLastWriteTimeUtc(Path.Combine(_tool.Output, ManifestName())));
    }

    [Fact]
    public void AFailedImportLeavesTheLastGoodOne()
    {
        var good = _tool.WriteFile("good.safetensors", SafetensorsBytes.Valid());
        _tool.Import(good);
        var before = _tool.OutputFiles.ToDictionary(name => name, _tool.ReadOutput);

        _tool.WriteFile("good.safetensors", SafetensorsBytes.OneTensor("F32", "[1]", SafetensorsBytes.Floats(1f)));
        Assert.Single(_tool.ImportErrors(good, _tool.WriteFile("bad.safetensors", [1, 2, 3])));
        Assert.Equal(before, _tool.OutputFiles.ToDictionary(name => name, _tool.ReadOutput));
    }

    private string ManifestName() => _tool.OutputFiles.Single(name => name.EndsWith(".weights.json", StringComparison.Ordinal));

    private WeightSet ReadManifest()
    {
        var result = WeightManifestReader.Read(_tool.ReadOutput(ManifestName()));
        Assert.Empty(result.Diagnostics);
        return result.Weights!;
    }
}
