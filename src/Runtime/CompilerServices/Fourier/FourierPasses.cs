using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Fast Fourier transforms of 16 sequences at once, one in each lane: a complex number is 16 real parts and 16 imaginary ones behind them.
/// In place: forward leaves the frequencies in the order of <see cref="FourierFactors.Frequencies"/>, from which inverse brings them back.
/// The inverse is not divided by the number of samples.
/// </summary>
internal static partial class FourierPasses<T>
    where T : struct, ILanes<T>
{
    private const int Lanes = FourierNumber.Lanes;

    public static void Forward(Span<float> data, FourierAxis axis)
    {
        var vectors = MemoryMarshal.Cast<float, T>(data);
        foreach (var step in axis.Steps)
            switch (step.Radix)
            {
                case 8 when step.Distance == 1:
                    Forward8(vectors);
                    break;
                case 8:
                    Forward8(vectors, step.Distance, step.Roots);
                    break;
                case 4 when step.Distance == 1:
                    Forward4(vectors);
                    break;
                case 4:
                    Forward4(vectors, step.Distance, step.Roots);
                    break;
                case 3:
                    Forward3(vectors, step.Distance, step.Roots);
                    break;
                default:
                    Both2(vectors);
                    break;
            }
    }

    public static void Inverse(Span<float> data, FourierAxis axis)
    {
        var vectors = MemoryMarshal.Cast<float, T>(data);
        for (var i = axis.Steps.Length - 1; i >= 0; i--)
        {
            var step = axis.Steps[i];
            switch (step.Radix)
            {
                case 8 when step.Distance == 1:
                    Inverse8(vectors);
                    break;
                case 8:
                    Inverse8(vectors, step.Distance, step.Roots);
                    break;
                case 4 when step.Distance == 1:
                    Inverse4(vectors);
                    break;
                case 4:
                    Inverse4(vectors, step.Distance, step.Roots);
                    break;
                case 3:
                    Inverse3(vectors, step.Distance, step.Roots);
                    break;
                default:
                    Both2(vectors);
                    break;
            }
        }
    }
}
