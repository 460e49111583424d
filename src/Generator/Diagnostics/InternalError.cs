using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>The only diagnostic that the generator itself reports: the compiler failed, not the model.</summary>
internal static class InternalError
{
    public static Diagnostic At(string subject, string failure) =>
        Diagnostic.Create(Descriptors.InternalError, Location.None, subject, failure);
}
