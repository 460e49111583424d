using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>
/// The compiler's diagnostics as Roslyn wants them: literal fields, because release tracking reads the source. A test keeps them
/// equal to the compiler's catalogue.
/// </summary>
internal static partial class Descriptors
{
    private const string Category = "ModelCompiler";
    private const string HelpLink = "https://github.com/modelcompiler/modelcompiler/blob/main/docs/diagnostics/";

    private static readonly Lazy<Dictionary<string, DiagnosticDescriptor>> ById = new(() => typeof(Descriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()
        .ToDictionary(descriptor => descriptor.Id));

    public static IReadOnlyCollection<DiagnosticDescriptor> All => ById.Value.Values;

    public static DiagnosticDescriptor Find(string id) => ById.Value[id];
}
