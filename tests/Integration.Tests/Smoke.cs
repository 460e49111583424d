using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests;

public class Smoke
{
    [Fact]
    public void LeNet()
    {
        var def = Model.Of("LeNet5", Layer.Input(1,28,28), Layer.Conv2D(6,5).With("autoPad","Same").With("activation","Tanh"), Layer.AveragePool2D(2),
            Layer.Conv2D(16,5).With("activation","Tanh"), Layer.AveragePool2D(2), Layer.Flatten(), Layer.Dense(120,activation:"Tanh"), Layer.Dense(84,activation:"Tanh"), Layer.Dense(10), Layer.Softmax()) with { Weights = new WeightsReference.FromSeed(1) };
        var plan = ModelAssembly.Plan(def);
        foreach (var s in ModelCompiler.Compiler.ModelCompilation.Emit(plan, new("A","LeNet5"), null)) File.WriteAllText("/tmp/out/" + s.HintName, s.Text);
        foreach (var k in ModelCompiler.Compiler.ModelCompilation.KernelsOf(plan)) { var s = ModelCompiler.Compiler.ModelCompilation.EmitKernel(k); File.WriteAllText("/tmp/out/" + s.HintName, s.Text); }
        var m = ModelAssembly.Compile(def);
        var o = m.Run(m.Create(), new float[784]);
        Assert.Equal(1, o[0].Sum(), 1e-5);
    }
}
