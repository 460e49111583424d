using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Generator.Declarations;

/// <summary>
/// Reads a class with [CompiledModel]: for the generator, and again for the analyzer, which wants the places too. The generator
/// does so after every edit of the project.
/// </summary>
internal sealed class ModelDeclarationReader
{
    // Names without the @ of keywords: what is printed escapes them again.
    private static readonly SymbolDisplayFormat NamespaceFormat =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private readonly INamedTypeSymbol _type;
    private readonly IReadOnlyList<TypeDeclarationSyntax> _declarations;
    private readonly List<(AttributeData Data, AttributeSyntax Syntax)> _attributes;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly DeclarationLocations? _locations;

    private ModelDeclarationReader(INamedTypeSymbol type, DeclarationLocations? locations, CancellationToken cancellation)
    {
        _type = type;
        _locations = locations;
        _declarations = [.. type.DeclaringSyntaxReferences
            .Where(reference => !GeneratedTrees.Contain(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()];
        _attributes = [.. type.GetAttributes()
            .Where(attribute => attribute.ApplicationSyntaxReference is not null)
            .Select(attribute => (attribute, (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax(cancellation)))];
    }

    /// <summary>Reads the class; null if it has no [CompiledModel].</summary>
    public static ModelDeclaration? Read(INamedTypeSymbol type, CancellationToken cancellation) =>
        new ModelDeclarationReader(type, null, cancellation).Read();

    /// <summary>Reads the class with the places of its parts; null if it has no [CompiledModel].</summary>
    public static LocatedDeclaration? ReadLocated(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var locations = new DeclarationLocations();
        return new ModelDeclarationReader(type, locations, cancellation).Read() is { } declaration
            ? new LocatedDeclaration(declaration, locations)
            : null;
    }

    private ModelDeclaration? Read()
    {
        if (Find(KnownAttributes.CompiledModel) is not { } model)
            return null;
        _locations?.Add(DiagnosticTarget.Model, model.Syntax.GetLocation());
        _locations?.Add(DeclarationLocations.File, model.Syntax.ArgumentList?.Arguments.FirstOrDefault()?.GetLocation());
        _locations?.Add(DeclarationLocations.Class, _declarations.FirstOrDefault()?.Identifier.GetLocation());
        ClassRules.Check(_type, _declarations, _diagnostics);
        var file = ReadFile(model.Data);
        if (_locations is not null)
            ModelSettings.Locate(model.Data, model.Syntax, _locations);
        var settings = ModelSettings.Read(model.Data);
        var definition = new ModelDefinition
        {
            Name = _type.Name,
            Layers = ReadLayers(file),
            Outputs = ReadOutputs(),
            Weights = ReadWeights(),
            Batch = settings.Batch,
            IsStateful = settings.IsStateful,
            Budget = settings.Budget,
        };
        return new ModelDeclaration(
            new ModelClass(Namespace(), _type.Name), ClassRules.TakesMembers(_type, _declarations), file, definition,
            settings.Profile, OwnMembers(), _diagnostics.Diagnostics.ToEquatableArray());
    }

    private string Namespace() =>
        _type.ContainingNamespace.IsGlobalNamespace ? "" : _type.ContainingNamespace.ToDisplayString(NamespaceFormat);

    private (AttributeData Data, AttributeSyntax Syntax)? Find(string attribute) =>
        _attributes.Where(a => a.Data.Is(attribute)).Select(a => ((AttributeData, AttributeSyntax)?)a).FirstOrDefault();

    private string? ReadFile(AttributeData model)
    {
        if (model.ConstructorArguments.FirstOrDefault() is not { Kind: TypedConstantKind.Primitive, Value: string file })
            return null;
        if (file.Length > 0)
            return file;
        _diagnostics.Report(DiagnosticCatalog.FileNameMissing, DeclarationLocations.File, _type.Name, "[CompiledModel]");
        return null;
    }

    private EquatableArray<LayerDefinition> ReadLayers(string? file)
    {
        var attributes = _attributes.Where(a => a.Data.IsLayer() && LayerCatalog.Find(a.Data.LayerKind()) is not null).ToList();
        var places = attributes.GroupBy(a => a.Syntax.Parent!.Parent!).ToList();
        if (places.Count > 1)
            _diagnostics.Report(DiagnosticCatalog.LayersOnSeveralDeclarations, DeclarationLocations.Class, _type.Name, places.Count);
        if (file is not null && attributes.Count > 0)
            _diagnostics.Report(DiagnosticCatalog.FileAndLayers, DeclarationLocations.File, _type.Name, file);
        if (file is not null)
            return [];
        attributes.Sort((left, right) => left.Syntax.SpanStart.CompareTo(right.Syntax.SpanStart));
        return attributes.Select((a, index) => ReadLayer(a.Data, a.Syntax, index)).ToEquatableArray();
    }

    private LayerDefinition ReadLayer(AttributeData data, AttributeSyntax syntax, int index)
    {
        var schema = LayerCatalog.Find(data.LayerKind())!;
        if (_locations is not null)
            LayerAttributeReader.Locate(data, syntax, schema, index, _locations);
        return LayerAttributeReader.Read(data, schema, index, _diagnostics);
    }

    private EquatableArray<string> ReadOutputs()
    {
        if (Find(KnownAttributes.Output) is not { } output || output.Data.ConstructorArguments.Length == 0)
            return [];
        _locations?.Add(DeclarationLocations.Outputs, output.Syntax.GetLocation());
        if (ConstantConverter.ToTexts(output.Data.ConstructorArguments[0]) is { } layers)
            return layers;
        _diagnostics.Report(DiagnosticCatalog.OutputIsNull, DeclarationLocations.Outputs, _type.Name);
        return [];
    }

    private WeightsReference ReadWeights()
    {
        var (weights, random) = (Find(KnownAttributes.Weights), Find(KnownAttributes.RandomWeights));
        _locations?.Add(DeclarationLocations.Weights, (weights ?? random)?.Syntax.GetLocation());
        if (weights is not null && random is not null)
            _diagnostics.Report(DiagnosticCatalog.WeightsAndRandomWeights, DeclarationLocations.Weights, _type.Name);
        return weights is { } file ? ReadWeightsFile(file.Data)
            : random?.Data.ConstructorArguments.FirstOrDefault().Value is long seed ? new WeightsReference.FromSeed(seed)
            : WeightsReference.None;
    }

    private WeightsReference ReadWeightsFile(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.FirstOrDefault() is not { Kind: TypedConstantKind.Primitive } argument)
            return WeightsReference.None;
        if (argument.Value is string { Length: > 0 } file)
            return new WeightsReference.FromFile(file);
        _diagnostics.Report(DiagnosticCatalog.FileNameMissing, DeclarationLocations.Weights, _type.Name, "[Weights]");
        return WeightsReference.None;
    }

    private static bool HasOwnName(ISymbol member) => !member.IsImplicitlyDeclared
        && (member.CanBeReferencedByName || member is IMethodSymbol { MethodKind: MethodKind.Constructor });

    private EquatableArray<MemberSignature> OwnMembers()
    {
        var members = new List<MemberSignature>();
        foreach (var member in _type.GetMembers().Where(HasOwnName))
        {
            var place = member.Locations.FirstOrDefault(l => l.SourceTree is { } tree && !GeneratedTrees.Contain(tree));
            if (place is null)
                continue;
            members.Add(MemberSignature.Of(member));
            _locations?.Add(DeclarationLocations.Member(members[^1]), place);
        }

        if (ClassRules.InheritsDispose(_type) && !members.Contains(MemberSignature.Dispose))
        {
            members.Add(MemberSignature.Dispose);
            _locations?.Add(DeclarationLocations.Member(MemberSignature.Dispose), _declarations.FirstOrDefault()?.Identifier.GetLocation());
        }

        if (ClassRules.RefusesConstructors(_type, _declarations))
            members.Add(MemberSignature.AnyConstructor);
        return members.ToEquatableArray();
    }
}
