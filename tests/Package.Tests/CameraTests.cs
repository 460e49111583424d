using System.Runtime.InteropServices;

namespace ModelCompiler.Tests;

/// <summary>The sample NativeAotCamera, with the package instead of the sources around it.</summary>
public sealed class CameraTests(PackedPackages packed)
{
    [Fact]
    public void Published_it_finds_the_face()
    {
        var folder = Directory.CreateDirectory(Path.Combine(packed.Root, "NativeAotCamera")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(PackedPackages.Repository, "samples", "NativeAotCamera")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        File.Copy(Path.Combine(PackedPackages.Repository, "Directory.Build.props"), Path.Combine(folder, "Directory.Build.props"));
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), $"""
            <Project>
              <ItemGroup>
                <PackageReference Include="ModelCompiler" Version="{packed.Version}" />
              </ItemGroup>
            </Project>
            """);

        var output = Path.Combine(folder, "published");
        var result = DotNet.Build(folder, packed.Packages, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output);
        if (MissingPart.Of(result.Text) is { } part)
            Assert.Skip(part);
        Assert.DoesNotContain("warning", PackedPackages.Succeed(result));
        Assert.DoesNotContain("MC0346", result.Text);

        var answer = PackedPackages.Succeed(DotNet.Run(
            folder, packed.Packages, Path.Combine(output, OperatingSystem.IsWindows() ? "NativeAotCamera.exe" : "NativeAotCamera")));
        Assert.StartsWith("face 94 %  x 140 to 210, y 49 to 137, nose at 174, 98", answer);
        Assert.True(File.Exists(Path.Combine(output, "faces.png")));
    }
}
