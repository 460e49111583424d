using ModelCompiler.Compiler.Packing;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// Writes a multiplication by a small constant matrix as straight code. Rows that belong to points ±a have the same coefficients
/// up to the signs of every other column; they share the sums over either half, which saves a third of the operations. So do columns
/// that belong to such points: the sum and the difference of their inputs serve all rows.
/// </summary>
internal sealed class LinearTransform(SourceWriter writer, int bits)
{
    private int _nextTemporary;

    /// <summary>Writes <c>results = matrix · inputs</c> into new variables and returns their names.</summary>
    public string[] Write(Rational[][] matrix, string[] inputs)
    {
        (matrix, inputs) = PairColumns(matrix, inputs);
        var results = new string[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            if (results[i] is not null)
                continue;
            var partner = Enumerable.Range(i + 1, matrix.Length - i - 1)
                .FirstOrDefault(j => results[j] is null && SharesHalves(matrix[i], matrix[j]));
            if (partner == 0)
                results[i] = Sum(matrix[i], inputs, _ => true);
            else
                (results[i], results[partner]) = Pair(matrix[i], matrix[partner], inputs);
        }

        return results;
    }

    // Column k becomes that of the sum, its partner that of the difference.
    private (Rational[][] Matrix, string[] Inputs) PairColumns(Rational[][] matrix, string[] inputs)
    {
        var (columns, paired) = (Transpose(matrix), (string[])inputs.Clone());
        for (var k = 0; k < columns.Length; k++)
        {
            var partner = Enumerable.Range(k + 1, columns.Length - k - 1).FirstOrDefault(j => SharesHalves(columns[k], columns[j]));
            if (partner == 0)
                continue;
            var isSame = columns[k].Select((value, i) => value == columns[partner][i]).ToArray();
            (paired[k], paired[partner]) = (Declare($"{inputs[k]} + {inputs[partner]}"), Declare($"{inputs[k]} - {inputs[partner]}"));
            var whole = columns[k];
            columns[k] = [.. whole.Select((value, i) => isSame[i] ? value : 0)];
            columns[partner] = [.. whole.Select((value, i) => isSame[i] ? 0 : value)];
        }

        return (Transpose(columns), paired);
    }

    private static Rational[][] Transpose(Rational[][] matrix) =>
        [.. Enumerable.Range(0, matrix[0].Length).Select(k => matrix.Select(row => row[k]).ToArray())];

    private (string First, string Second) Pair(Rational[] first, Rational[] second, string[] inputs)
    {
        var same = Sum(first, inputs, k => first[k] == second[k]);
        var opposite = Sum(first, inputs, k => first[k] != second[k]);
        return (Declare($"{same} + {opposite}"), Declare($"{same} - {opposite}"));
    }

    /// <summary>Equal up to signs, with at least one equal and one opposite coefficient that is not zero.</summary>
    private static bool SharesHalves(Rational[] a, Rational[] b) =>
        Enumerable.Range(0, a.Length).All(k => a[k] == b[k] || a[k] == -b[k])
        && Enumerable.Range(0, a.Length).Any(k => a[k] == b[k] && !a[k].IsZero)
        && Enumerable.Range(0, a.Length).Any(k => a[k] != b[k]);

    private string Sum(Rational[] row, string[] inputs, Func<int, bool> include)
    {
        // A term with coefficient 1 starts the sum for free; the rest follow in order, as one multiply-add each.
        var terms = Enumerable.Range(0, row.Length).Where(k => !row[k].IsZero && include(k)).ToList();
        var start = terms.FindIndex(k => row[k] == 1);
        var first = terms[Math.Max(start, 0)];
        terms.Remove(first);
        var sum = row[first] == 1 ? inputs[first] : Declare($"{inputs[first]} * {Constant(row[first])}");
        foreach (var k in terms)
            sum = Declare(
                row[k] == 1 ? $"{sum} + {inputs[k]}"
                : row[k] == -1 ? $"{sum} - {inputs[k]}"
                : MultiplyAdd(bits, inputs[k], Constant(row[k]), sum));
        return sum;
    }

    private string Declare(string expression)
    {
        var name = $"t{_nextTemporary++}";
        writer.Line($"{VectorType(bits)} {name} = {expression};");
        return name;
    }

    private string Constant(Rational value) => $"Vector{bits}.Create({CSharpText.Float((float)value.ToDouble())})";
}
