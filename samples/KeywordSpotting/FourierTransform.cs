using System.Numerics;

namespace KeywordSpotting;

/// <summary>The fast Fourier transform (radix 2, in place) of a power of two of numbers.</summary>
internal sealed class FourierTransform
{
    private readonly int _length;
    private readonly Complex[] _roots;

    public FourierTransform(int length)
    {
        _length = length;
        _roots = new Complex[length / 2];
        for (var i = 0; i < _roots.Length; i++)
            _roots[i] = Complex.FromPolarCoordinates(1, -2 * Math.PI * i / length);
    }

    public void Transform(Span<Complex> values)
    {
        // Each value changes places with the one at its index with the bits reversed.
        for (int i = 1, reversed = 0; i < _length; i++)
        {
            var bit = _length / 2;
            for (; (reversed & bit) != 0; bit /= 2)
                reversed -= bit;
            reversed += bit;
            if (i < reversed)
                (values[i], values[reversed]) = (values[reversed], values[i]);
        }

        for (var half = 1; half < _length; half *= 2)
        {
            for (var start = 0; start < _length; start += 2 * half)
            {
                for (var i = start; i < start + half; i++)
                {
                    var turned = values[i + half] * _roots[(i - start) * (_length / (2 * half))];
                    (values[i], values[i + half]) = (values[i] + turned, values[i] - turned);
                }
            }
        }
    }
}
