namespace ModelCompiler.Tests;

/// <summary>
/// What users write: a class library that carries a model, from an ONNX file, with its weights as a resource; an application with two
/// models of its own, from attributes and from JSON, that uses the library; and another that has nothing but the library.
/// All models are the same network: one input must give the same answer three times.
/// </summary>
internal sealed class ConsumerProjects
{
    private readonly PackedPackages _packed;

    public ConsumerProjects(PackedPackages packed, string name)
    {
        _packed = packed;
        Root = Directory.CreateDirectory(Path.Combine(packed.Root, name)).FullName;
        var reference = $"""<PackageReference Include="ModelCompiler" Version="{packed.Version}" />""";
        Write("Vision/Vision.csproj", Project(
            "<ModelCompilerInlineWeightLimit>0</ModelCompilerInlineWeightLimit>", reference + """<CompiledModel Include="lenet5.onnx" />"""));
        Write("Vision/Onnx.cs", """[ModelCompiler.CompiledModel("lenet5.onnx")] public sealed partial class Onnx;""");
        Write("App/App.csproj", Project("<OutputType>Exe</OutputType>", reference + """
            <ProjectReference Include="../Vision/Vision.csproj" />
            <CompiledModel Include="lenet5.json" />
            <ModelWeights Include="lenet5.safetensors" />
            """));
        Write("App/App.cs", AppCode);
        Write("Viewer/Viewer.csproj", Project("<OutputType>Exe</OutputType>", """<ProjectReference Include="../Vision/Vision.csproj" />"""));
        Write("Viewer/Viewer.cs", """
            var output = new float[Onnx.OutputLength];
            new Onnx().Run(Enumerable.Range(0, Onnx.InputLength).Select(i => i % 17 / 17f).ToArray(), output);
            Console.WriteLine(string.Join(" ", output.Select(BitConverter.SingleToUInt32Bits)));
            """);
        File.Copy(Sample("lenet5.json"), PathOf("App/lenet5.json"));
        File.Copy(Sample("lenet5.safetensors"), PathOf("App/lenet5.safetensors"));
        packed.RunTool(PathOf("App"), "convert", "lenet5.json", "../Vision/lenet5.onnx");
    }

    public string Root { get; }

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Builds a project, which must succeed without warnings.</summary>
    public string Build(string project, params string[] arguments) => Succeed(Try("build", project, arguments));

    public string Succeed((int ExitCode, string Text) result)
    {
        PackedPackages.Succeed(result);
        Assert.DoesNotContain("warning", result.Text);
        return result.Text;
    }

    public (int ExitCode, string Text) Try(string command, string project, params string[] arguments) =>
        DotNet.Build(PathOf(project), _packed.Packages, command, arguments);

    /// <summary>Runs a built or published program, which must succeed.</summary>
    public string[] RunLines(string program, params string[] arguments) =>
        PackedPackages.Succeed(DotNet.Run(Root, _packed.Packages, program, arguments)).Trim().Split('\n', StringSplitOptions.TrimEntries);

    private static string Sample(string file) => Path.Combine(PackedPackages.Repository, "samples", "Digits", file);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    /// <summary>With all analyzers that look at what publishing could break, so that no way of publishing compiles anew.</summary>
    private static string Project(string properties, string items) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework Condition="'$(Framework)' == ''">net10.0</TargetFramework>
            <TargetFramework Condition="'$(Framework)' != ''">$(Framework)</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <IsAotCompatible>true</IsAotCompatible>
            <BuiltInComInteropSupport>false</BuiltInComInteropSupport>
            <CheckEolTargetFramework>false</CheckEolTargetFramework>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;

    private const string AppCode = """
        using System.Diagnostics;
        using ModelCompiler;

        var input = Enumerable.Range(0, Attributes.InputLength).Select(i => i % 17 / 17f).ToArray();
        var output = new float[Attributes.OutputLength];
        var start = Stopwatch.GetTimestamp();
        var model = new Attributes();
        model.Run(input, output);
        var first = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(string.Join(" ", output.Select(BitConverter.SingleToUInt32Bits)));
        new Json().Run(input, output);
        Console.WriteLine(string.Join(" ", output.Select(BitConverter.SingleToUInt32Bits)));
        new Onnx().Run(input, output);
        Console.WriteLine(string.Join(" ", output.Select(BitConverter.SingleToUInt32Bits)));
        if (args is not ["time"])
            return;

        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5000; i++)
        {
            start = Stopwatch.GetTimestamp();
            model.Run(input, output);
            var elapsed = Stopwatch.GetElapsedTime(start);
            best = elapsed < best ? elapsed : best;
        }
        Console.WriteLine($"first result {first.TotalMilliseconds:F2} ms, best of 5000 {best.TotalMicroseconds:F1} µs");

        [CompiledModel]
        [Input(1, 28, 28)]
        [Conv2D(6, 5, AutoPad = AutoPad.Same, Activation = Activation.Tanh)]
        [AveragePool2D(2)]
        [Conv2D(16, 5, Activation = Activation.Tanh)]
        [AveragePool2D(2)]
        [Flatten]
        [Dense(120, Activation = Activation.Tanh)]
        [Dense(84, Activation = Activation.Tanh)]
        [Dense(10), Softmax]
        [Weights("lenet5.safetensors")]
        public sealed partial class Attributes;

        [CompiledModel("lenet5.json")]
        public sealed partial class Json;
        """;
}
