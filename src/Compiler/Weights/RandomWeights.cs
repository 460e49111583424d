namespace ModelCompiler.Compiler.Weights;

/// <summary>Draws the tensors of a model with <c>[RandomWeights]</c>.</summary>
internal static class RandomWeights
{
    public static float[] Draw(StoredTensor tensor, long seed)
    {
        var length = (int)tensor.Shape.ElementCount;
        return tensor.Role switch
        {
            WeightRole.Filters => RandomTensor.Filters(tensor.Name, seed, length, FanIn(tensor)),
            WeightRole.ShortFilters => RandomTensor.ShortFilters(tensor.Name, seed, length, FanIn(tensor)),
            WeightRole.Scale or WeightRole.Variance => RandomTensor.Factors(tensor.Name, seed, length),
            _ => RandomTensor.Shifts(tensor.Name, seed, length),
        };
    }

    /// <summary>Inputs of one output of a filter tensor [out, …].</summary>
    public static int FanIn(StoredTensor filters) =>
        (int)(filters.Shape.ElementCount / Math.Max(1, filters.Shape[0]));
}
