namespace ModelCompiler;

/// <summary>How many values and bytes a shape stands for, with every overflow found.</summary>
internal static class TensorSize
{
    public static int ElementBytes(WeightElementType elementType) =>
        elementType == WeightElementType.Float32 ? sizeof(float) : sizeof(ushort);

    /// <summary>The product of the dimensions, which fits an array of that element type.</summary>
    /// <exception cref="WeightFormatException">It does not fit.</exception>
    public static int Length(string name, ReadOnlySpan<int> shape, WeightElementType elementType)
    {
        if (shape.Contains(0))
            return 0;
        var limit = Array.MaxLength / ElementBytes(elementType);
        var length = 1L;
        foreach (var dimension in shape)
        {
            // Both factors are below 2^31, so that the product fits before it is compared.
            length *= dimension;
            if (length > limit)
                throw WeightErrors.TooLarge(name, shape);
        }
        return (int)length;
    }
}
