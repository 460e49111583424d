using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tests.Networks;

/// <summary>The kinds of calls that a plan can have.</summary>
internal static class CallKinds
{
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(KernelCall).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(KernelCall)) && !type.IsAbstract)];

    /// <summary>Those whose results are images, around which a reader may want a border.</summary>
    public static IReadOnlyList<Type> OfImages { get; } =
        [.. All.Except([typeof(StoreOutput), typeof(GatherPhases), typeof(ReshapeTensor), typeof(GlobalPool), typeof(DenseCall), typeof(GemvCall), typeof(RecurrentCall), typeof(LoopNest)])];
}
