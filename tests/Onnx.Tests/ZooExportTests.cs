using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>The networks of samples/Zoo as ONNX, and back: they are the same networks still.</summary>
public class ZooExportTests
{
    // The others have the same kinds of layers with up to twenty times as many weights.
    [Theory]
    [InlineData("lenet-5")]
    [InlineData("digit-cnn")]
    [InlineData("autoencoder")]
    [InlineData("ds-cnn")]
    [InlineData("resnet-8")]
    [InlineData("mobilenet-v1-0.25-vww")]
    [InlineData("mobilenet-v1-0.25")]
    [InlineData("mobilenet-v2")]
    [InlineData("squeezenet-1.1")]
    [InlineData("googlenet")]
    public void A_network_survives_ONNX(string name)
    {
        var json = File.ReadAllText(Repository.PathOf($"samples/Zoo/models/{name}.json"));
        var diagnostics = new DiagnosticBag();
        var imported = OnnxImporter.Import(Written.Model(json), new ImportOptions { Name = name }, diagnostics);
        Assert.Empty(diagnostics.Diagnostics);

        var (before, after) = (Plan(JsonModelReader.Read(json, name).Definition!), Plan(imported!.Definition));
        Assert.Equal(before.ParameterCount, after.ParameterCount);
        Assert.Equal(before.Macs, after.Macs);
        Assert.Equal(before.Outputs.Select(output => output.Type), after.Outputs.Select(output => output.Type));
        Assert.Equal(before.Calls.Select(call => call.GetType()), after.Calls.Select(call => call.GetType()));
    }

    private static ExecutionPlan Plan(ModelDefinition definition)
    {
        var result = ModelCompilation.Plan(definition, null, CompilerOptions.Default);
        Assert.Empty(result.Diagnostics);
        return result.Plan!;
    }
}
