using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Lowering;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Tests.GuardedMemory;
using ModelCompiler.Tests.Networks;
using ModelCompiler.Tests.Threads;

namespace ModelCompiler.Tests.Widths;

/// <summary>
/// A few models of every operator and algorithm, in processes of <see cref="WidthTests"/> alone: one has the machine's own vectors, others
/// narrower ones. There they also run on inputs and outputs that touch inaccessible pages.
/// </summary>
[Trait(WidthTests.Trait, "true")]
public class EveryWidthTests
{
    [Fact]
    public void Operators() => Check(WidthModels.Operators);

    [Fact]
    public void Winograd() => Check(WidthModels.Winograd);

    [Fact]
    public void WinogradColumns() => Check(WidthModels.WinogradColumns);

    [Fact]
    public void OtherAlgorithms() => Check(WidthModels.OtherAlgorithms);

    [Fact]
    public void PooledWinograd() => Check(WidthModels.PooledWinograd);

    [Fact]
    public void TransposedConvolutions() => Check(WidthModels.TransposedConvolutions);

    [Fact]
    public void DirectTiles() => Check(WidthModels.DirectTiles);

    [Fact]
    public void PlanarRows() => Check(WidthModels.PlanarRows);

    [Fact]
    public void MatrixProducts() => Check(WidthModels.MatrixProducts);

    [Fact]
    public void DenseLayers() => Check(WidthModels.DenseLayers);

    [Fact]
    public void ShortDense() => Check(WidthModels.ShortDense);

    [Fact]
    public void LargeDense() => Check(WidthModels.LargeDense);

    [Fact]
    public void Quantized() => Check(WidthModels.Quantized);

    [Fact]
    public void Networks() => Check(WidthModels.Networks);

    /// <summary>Networks of the zoo, whole.</summary>
    [Fact]
    public void WholeModels() => Check(WidthModels.WholeModels);

    /// <summary>Divided between threads, networks compute the same bits.</summary>
    [Fact]
    public void Threads()
    {
        if (TestProcess.IsChild)
            ThreadTests.AssertSameBits(ThreadTests.Compile(WidthModels.Networks, WorkDivisions.Of));
    }

    /// <summary>Every kind of call that a plan can have is among these models; loop nests have tests of their own that run at every width.</summary>
    [Fact]
    public void NothingIsMissing()
    {
        var calls = WidthModels.All.SelectMany(model => ModelAssembly.Plan(model).Calls).ToList();
        Assert.Empty(CallKinds.All.Except(calls.Select(call => call.GetType()).Append(typeof(LoopNest))));
    }

    private static void Check(IReadOnlyList<ModelDefinition> models)
    {
        if (TestProcess.IsChild)
            GuardedRun.MatchArrays(ModelAssert.MatchReference(models));
    }
}
