namespace ModelCompiler;

/// <summary>A layer with an activation behind it.</summary>
public abstract class ActivatedLayerAttribute : LayerAttribute
{
    private protected ActivatedLayerAttribute()
    {
    }

    /// <summary>Function applied to the result.</summary>
    public Activation Activation { get; set; }

    /// <summary>α of the activation. Default: 0.01 for LeakyReLU, 1 for ELU, 0.2 for HardSigmoid.</summary>
    public double Alpha { get; set; }

    /// <summary>β of the activation. Default: 0.5 for HardSigmoid.</summary>
    public double Beta { get; set; }
}
