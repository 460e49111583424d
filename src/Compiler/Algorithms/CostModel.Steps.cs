using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Algorithms;

/// <content>Steps that are no convolutions: most of them take as long as their data takes to come.</content>
internal sealed partial class CostModel
{
    // A softmax finds the maximum, takes exp, adds up and divides.
    private const int SoftmaxPasses = 4;

    /// <summary>A dense layer reads each weight once and multiplies it with every sample.</summary>
    public long Dense(long weights, int batch) => Dense(weights, batch, sizeof(float));

    /// <summary>A dense layer of one sample on weights of two bytes: half as many bytes, and an instruction more for each multiply-add.</summary>
    public long DenseOfPairs(long weights) => Dense(weights, WideningFactor, sizeof(ushort));

    /// <param name="steps">Multiply-adds for each weight, or the time of as many.</param>
    /// <param name="weightSize">Bytes of a weight.</param>
    private long Dense(long weights, double steps, int weightSize)
    {
        var compute = 2.0 * weights * steps / (machine.DirectEfficiency * machine.FlopsPerNanosecond);
        return Round(Together(compute, FilterTime((double)weights * weightSize)) + machine.StepNanoseconds);
    }

    /// <summary>
    /// Multiply-adds of 512 bits occupy half of Zen 4's units, and what widens the weights the other half. With 256 bits 85 GFLOP/s remain of 116.
    /// Cores whose vectors have 128 bits start as many vector instructions in a cycle, whichever they are.
    /// </summary>
    private double WideningFactor => machine.VectorBits switch
    {
        512 => 1,
        256 => 1.35,
        _ => 2,
    };

    /// <param name="taps">Taps of all windows, each for a block of channels.</param>
    /// <param name="elements">Elements of input and output.</param>
    public long Pool(long taps, long elements) =>
        Round(Together(taps * machine.PoolTapNanoseconds, Traffic(elements)) + machine.StepNanoseconds);

    /// <summary>A copy; elements that leave their neighbours go one by one.</summary>
    public long Copy(long elements, bool reorders) =>
        Round((reorders ? elements * machine.MovedElementNanoseconds : 0) + Traffic(2.0 * elements) + machine.StepNanoseconds);

    /// <param name="pieces">Runs of zeros, between each of which a row of the image is left alone.</param>
    public long Clear(long pieces, long elements) =>
        Round((2 * pieces * machine.CallNanoseconds) + Traffic(elements) + machine.StepNanoseconds);

    /// <param name="elements">Elements of all operands and of the result.</param>
    public long Elementwise(long elements, ActivationFunction activation, long results) =>
        Round(Traffic(elements) + machine.StepNanoseconds) + Activation(activation, results);

    public long Softmax(long elements) =>
        Round((elements / 16.0 * machine.FunctionNanoseconds) + Traffic((double)SoftmaxPasses * elements) + machine.StepNanoseconds);

    /// <summary>A power for each element, and a sum of squares over the channels beside it.</summary>
    public long LocalResponse(long elements, int size) => Round(
        (elements / 16.0 * (machine.FunctionNanoseconds + (size * machine.PoolTapNanoseconds))) + Traffic(2.0 * elements)
        + machine.StepNanoseconds);

    /// <summary>A product of two computed matrices, by the direct kernel.</summary>
    /// <param name="packed">Elements that are packed before.</param>
    public long Product(double macs, double packed) => Round(
        (2 * macs / (machine.DirectEfficiency * machine.FlopsPerNanosecond)) + (packed * machine.MovedElementNanoseconds)
        + machine.StepNanoseconds);

    /// <param name="operations">Of all elements together.</param>
    public long LoopNest(double operations, bool isVectorised) => Round(
        (operations * (isVectorised ? machine.LoopNanoseconds : machine.ScalarLoopNanoseconds)) + machine.StepNanoseconds);
}
