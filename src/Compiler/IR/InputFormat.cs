using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.IR;

/// <summary>
/// How a caller passes an input that is not a plain channels-first float tensor: the order of its elements, their type, and
/// the normalisation (x − mean)·scale per channel that is applied while the input is copied into the arena.
/// </summary>
/// <param name="Mean">One number per channel; empty for none.</param>
/// <param name="Scale">One number per channel; empty for none.</param>
internal sealed record InputFormat(
    bool ChannelsLast, ElementType Element, EquatableArray<float> Mean, EquatableArray<float> Scale);
