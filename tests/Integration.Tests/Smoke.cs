using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Reference;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tests;

public class Smoke(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Conv2D")]
    [InlineData("DepthwiseConv2D")]
    [InlineData("SeparableConv2D")]
    [InlineData("Dense")]
    [InlineData("MaxPool2D")]
    [InlineData("AveragePool2D")]
    [InlineData("Flatten")]
    [InlineData("Reshape")]
    [InlineData("Concat")]
    [InlineData("ZeroPad2D")]
    [InlineData("Dropout")]
    public void Operator(string kind)
    {
        var defs = Enumerable.Range(0, 100).Select(s => RandomModels.ForOperator(kind, s)).ToList();
        Check(defs);
    }
    [Theory]
    [InlineData("Direct")]
    [InlineData("Winograd2x2")]
    [InlineData("Winograd4x4")]
    [InlineData("Winograd6x6")]
    public void Wino(string alg)
    {
        var r = new Random(1);
        int[] cs = [1, 3, 15, 16, 17, 33];
        string[] acts = ["None", "ReLU", "Sigmoid", "ReLU6"];
        var defs = Enumerable.Range(0, 60).Select(s => {
            int[][] ks = [[3,3],[1,3],[3,1]]; var k = ks[r.Next(3)]; var p = new[]{r.Next(3),r.Next(3),r.Next(3),r.Next(3)};
            return Model.Of("w", Layer.Input(cs[r.Next(6)], 1+r.Next(20)+ (k[0]), 1+r.Next(20) + k[1]), Layer.Of("Conv2D").With("filters", cs[r.Next(6)]).With("kernel", k).With("pads", p).With("algorithm", alg).With("activation", acts[r.Next(4)])); }).ToList();
        Check(defs);
    }
    void Check(List<ModelDefinition> defs)
    {
        var models = ModelAssembly.Compile(defs);
        int bad = 0; double worst = 0;
        for (int i = 0; i < defs.Count; i++)
        {
            var g = defs[i].ToGraph();
            var inputs = g.Inputs.ToDictionary(v => v.Name, v => TestWeights.Input(v.Name, v.Shape.ElementCount));
            var expected = ReferenceInterpreter.Run(g, inputs, TestWeights.For);
            var weights = ModelWeights.FromTensors(models[i].Plan.StoredTensors.Select(t => new WeightTensor(t.Name, [.. t.Shape.Dimensions], TestWeights.For(t).Select(x => (float)x).ToArray())));
            try {
            var outs = models[i].Run(models[i].Create(weights), [.. g.Inputs.Select(v => inputs[v.Name].Select(x => (float)x).ToArray())]);
            var e = expected[g.Outputs[0]];
            var err = e.Zip(outs[0], (a, b) => a.Equals((double)b) ? 0 : Math.Abs(a - b)).Max();
            if (!(err < 1e-4)) { bad++; output.WriteLine($"{i} err {err} {defs[i]} {models[i].Plan.Calls}"); } else worst = Math.Max(worst, err);
            } catch (Exception x) { bad++; output.WriteLine($"{i} {x.Message} {x.StackTrace?.Split('\n')[1]} {defs[i]} {models[i].Plan.Calls}"); }
        }
        output.WriteLine($"worst {worst}");
        Assert.Equal(0, bad);
    }
}
