namespace ModelCompiler.Generator;

/// <summary>Names of the pipeline's steps, by which tests ask whether a step ran again.</summary>
internal static class TrackingNames
{
    public const string Declarations = nameof(Declarations);
    public const string ProjectFiles = nameof(ProjectFiles);
    public const string ModelFiles = nameof(ModelFiles);
    public const string WeightFiles = nameof(WeightFiles);
    public const string ListedFiles = nameof(ListedFiles);
    public const string Options = nameof(Options);
    public const string Requests = nameof(Requests);
    public const string Plans = nameof(Plans);
    public const string ModelNames = nameof(ModelNames);
    public const string ModelSources = nameof(ModelSources);
    public const string KernelVariants = nameof(KernelVariants);
    public const string KernelSources = nameof(KernelSources);
}
