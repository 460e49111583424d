namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>How a weight file can fail to fit a model. {0} is the file, {1} the tensor.</summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription WeightMissing = new("MC0300", "Weight is missing",
        "'{0}' has no tensor '{1}' of shape {2}, which the model needs{3}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescription WeightMisshaped = new("MC0301", "Weight has another shape",
        "Tensor '{1}' of '{0}' has the shape {3}, but the model needs {2}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescription WeightNotFinite = new("MC0302", "Weight is not finite",
        "Tensor '{1}' of '{0}' has {2} elements that are NaN or infinite; the first one is {3} at {4}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescription WeightSurplus = new("MC0303", "Weight is not used",
        "Tensor '{1}' of '{0}', of shape {2}, belongs to no layer of the model and is not used", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescription WeightNotShort = new("MC0304", "Weight is no number of bfloat16",
        "Tensor '{1}' of '{0}' has {2} elements that are no numbers of bfloat16, as the model says; the first one is {3} at {4}", DiagnosticSeverity.Error);
}
