namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Layers that do nothing at inference.</summary>
internal static class TrainingMappings
{
    private static readonly string[] Classes =
    [
        "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "AlphaDropout", "GaussianDropout", "GaussianNoise",
        "ActivityRegularization", "Identity", "RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast",
        "RandomBrightness", "RandomHue", "RandomSaturation", "RandomColorJitter", "RandomShear", "RandomErasing", "AugMix", "MixUp", "CutMix",
    ];

    public static IEnumerable<LayerMapping> Mappings => Classes.Select(name => LayerMapping.Of(name, "", layer =>
    {
        // How much is dropped or moved is for training.
        foreach (var (option, _) in layer.Node.Config.Members)
            layer.Options.Find(option);
        return layer.Input;
    }));
}
