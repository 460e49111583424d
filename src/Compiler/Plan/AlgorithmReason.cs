namespace ModelCompiler.Compiler.Plan;

/// <summary>Why a layer has its algorithm.</summary>
/// <param name="Nanoseconds">Its predicted time, without copies that the layer may need besides.</param>
/// <param name="IsRequested">Whether the model asks for it; else it is the one with the least predicted time.</param>
/// <param name="RunnerUp">The best of the others; empty where there is none for the shape.</param>
internal sealed record AlgorithmReason(long Nanoseconds, bool IsRequested, string RunnerUp, long RunnerUpNanoseconds);
