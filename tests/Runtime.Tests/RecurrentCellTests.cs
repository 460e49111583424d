using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Products and gates of recurrent cells against double, for lengths below, at and above those of vectors.</summary>
public class RecurrentCellTests
{
    private const double Unit = 1.0 / (1 << 24);
    private static readonly int[] Lengths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100];
    private readonly Random _random = new(1);

    [Fact]
    public void ProductsAreThoseOfTheMatrix()
    {
        foreach (var (rows, columns) in Lengths.Zip(Lengths.Reverse()))
        {
            var (blocks, matrix, vector) = ((rows + 15) / 16, Numbers(rows * columns), Numbers(columns));
            var (bias, addend, result) = (Numbers(16 * blocks), Numbers(16 * blocks), new float[16 * blocks]);
            var packed = new FloatBuffer((blocks * 16 * columns) + 3);
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++)
                    packed.Span[3 + (((row / 16 * columns) + column) * 16) + (row % 16)] = matrix[(row * columns) + column];
            RecurrentProduct.Multiply(packed, 3, bias, addend, vector, result);
            for (var row = 0; row < rows; row++)
            {
                var terms = vector.Select((x, column) => (double)x * matrix[(row * columns) + column]).Append(bias[row]).Append(addend[row]).ToList();
                Assert.InRange(Math.Abs(terms.Sum() - result[row]), 0, terms.Sum(Math.Abs) * (columns + 4) * Unit);
            }

            RecurrentProduct.Multiply(packed, 3, default, default, vector, result);
            Assert.Equal(vector.Select((x, column) => (double)x * matrix[column]).Sum(), result[0], 1e-5);
        }
    }

    [Fact]
    public void VectorsChangeInPlace()
    {
        foreach (var length in Lengths)
        {
            Check((v, a, b, c) => StateVector.Add(v, a), (v, a, b, c) => v + a);
            Check((v, a, b, c) => StateVector.Multiply(v, a), (v, a, b, c) => v * a);
            Check((v, a, b, c) => StateVector.AddProduct(v, a, b), (v, a, b, c) => v + ((double)a * b));
            Check((v, a, b, c) => StateVector.Complement(v), (v, a, b, c) => 1.0 - v);
            Check((v, a, b, c) => StateVector.Replace(v, a, b, c), (v, a, b, c) => ((double)a * v) + ((double)b * c));
            Check((v, a, b, c) => StateVector.Blend(v, a, b), (v, a, b, c) => ((double)a * v) + ((1.0 - a) * b));
            Check((v, a, b, c) => StateVector.Clip(v, 0.5f), (v, a, b, c) => Math.Clamp(v, -0.5f, 0.5f));
            Check((v, a, b, c) => Activations.Affine(v, 0.5f, 0.25f), (v, a, b, c) => (0.5 * v) + 0.25);
            Check((v, a, b, c) => Activations.ThresholdedRelu(v, 0.25f), (v, a, b, c) => v > 0.25f ? v : 0);
            Check((v, a, b, c) => Activations.ScaledTanh(v, 0.5f, 2f), (v, a, b, c) => 0.5 * Math.Tanh(2 * v));
            Check((v, a, b, c) => Activations.Softsign(v), (v, a, b, c) => v / (1.0 + Math.Abs(v)));
            Check((v, a, b, c) => Activations.Softplus(v), (v, a, b, c) => Math.Log(1 + Math.Exp(v)));

            void Check(Action<float[], float[], float[], float[]> change, Func<float, float, float, float, double> expected)
            {
                var (values, a, b, c) = (Numbers(length), Numbers(length + 1), Numbers(length), Numbers(length));
                var before = values.ToArray();
                change(values, a, b, c);
                for (var i = 0; i < length; i++)
                    Assert.InRange(Math.Abs(values[i] - expected(before[i], a[i], b[i], c[i])), 0, 16 * Unit);
            }
        }
    }

    [Fact]
    public void LstmFollowsItsFormula()
    {
        foreach (var units in Lengths)
        {
            var (gates, cell, hidden) = (Numbers((4 * units) + 5), Numbers(units), new float[units]);
            var before = cell.ToArray();
            StateVector.UpdateLstm(gates, cell, hidden);
            for (var u = 0; u < units; u++)
            {
                var next = (Sigmoid(gates[(2 * units) + u]) * before[u]) + (Sigmoid(gates[u]) * Math.Tanh(gates[(3 * units) + u]));
                Assert.InRange(Math.Abs(next - cell[u]), 0, 16 * Unit);
                Assert.InRange(Math.Abs((Sigmoid(gates[units + u]) * Math.Tanh(next)) - hidden[u]), 0, 24 * Unit);
            }
        }

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    private float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((_random.NextDouble() * 2) - 1))];
}
