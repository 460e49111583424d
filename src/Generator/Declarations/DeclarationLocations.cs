using Microsoft.CodeAnalysis;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Generator.Declarations;

/// <summary>
/// Where the parts of a declaration stand. Beside layers and properties these are the model's own parts, targets of layer −1
/// under the names below.
/// </summary>
internal sealed class DeclarationLocations
{
    /// <summary>The class's name.</summary>
    public static DiagnosticTarget Class { get; } = new(-1, "class");

    /// <summary>The [Weights] or [RandomWeights] attribute.</summary>
    public static DiagnosticTarget Weights { get; } = new(-1, "weights");

    /// <summary>The file name in [CompiledModel].</summary>
    public static DiagnosticTarget File { get; } = new(-1, "file");

    /// <summary>The batch in [CompiledModel].</summary>
    public static DiagnosticTarget Batch { get; } = new(-1, "batch");

    /// <summary>Whether [CompiledModel] makes the model stateful.</summary>
    public static DiagnosticTarget Stateful { get; } = new(-1, "stateful");

    /// <summary>What [CompiledModel] limits, under the names that a model file has for it.</summary>
    public static DiagnosticTarget MaxArenaBytes { get; } = new(-1, "maxArenaBytes");

    /// <inheritdoc cref="MaxArenaBytes"/>
    public static DiagnosticTarget MaxWeightBytes { get; } = new(-1, "maxWeightBytes");

    /// <inheritdoc cref="MaxArenaBytes"/>
    public static DiagnosticTarget MaxMacs { get; } = new(-1, "maxMacs");

    /// <summary>The [Output] attribute.</summary>
    public static DiagnosticTarget Outputs { get; } = new(-1, "outputs");

    private readonly Dictionary<DiagnosticTarget, Location> _locations = [];

    /// <summary>A member that the user declares.</summary>
    public static DiagnosticTarget Member(MemberSignature member) => new(-1, "member " + member);

    public void Add(DiagnosticTarget target, Location? location)
    {
        if (location is not null && !_locations.ContainsKey(target))
            _locations.Add(target, location);
    }

    /// <summary>Whether the class itself, not its model file, says what the target speaks about.</summary>
    public bool IsOfClass(DiagnosticTarget target) => target.Property is not null && _locations.ContainsKey(target);

    /// <summary>The place of the target, or of the nearest thing around it: its layer, then the model.</summary>
    public Location Find(DiagnosticTarget target) =>
        _locations.TryGetValue(target, out var location)
        || _locations.TryGetValue(new DiagnosticTarget(target.Layer), out location)
        || _locations.TryGetValue(DiagnosticTarget.Model, out location)
            ? location
            : Location.None;
}
