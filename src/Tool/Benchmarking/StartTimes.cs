namespace ModelCompiler.Tool.Benchmarking;

/// <summary>What an application waits for before its first answers.</summary>
/// <param name="Creating">The first instance: packs the weights and allocates the arena.</param>
/// <param name="FirstRun">The first inference: compiles every method on its way to machine code.</param>
/// <param name="SecondRun">The inference behind it.</param>
/// <param name="Packing">An instance with other weights, when the code that packs them has been compiled.</param>
internal readonly record struct StartTimes(StartStep Creating, StartStep FirstRun, TimeSpan SecondRun, TimeSpan Packing);

/// <summary>A step of the start.</summary>
/// <param name="Jit">The part of the time in which its thread compiled methods.</param>
/// <param name="Methods">How many it compiled.</param>
internal readonly record struct StartStep(TimeSpan Time, TimeSpan Jit, int Methods);
