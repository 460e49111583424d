using System.Globalization;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit;

/// <summary>
/// Prints the user's half of the class: the public surface. It stands in the user's namespace, where any name may mean anything,
/// so every type is written with global::.
/// </summary>
internal static class ModelEmitter
{
    /// <summary>The only private member that a model gets.</summary>
    public const string NetworkField = "network";

    // About 150 bytes of IL a layer: methods stay far below the 25 KB that the JIT optimises.
    private const int LayersPerMethod = 100;

    public static GeneratedSource Emit(ExecutionPlan plan, ModelClass target, ModelNames names)
    {
        var surface = new ModelSurface(plan.Inputs, plan.Outputs);
        var writer = Begin(target, CostAttribute(plan, target));
        writer.Line($$"""
            /// <summary>{{CSharpText.Comment(plan.Name)}}: {{CSharpText.Count(plan.ParameterCount)}} parameters, {{CSharpText.Count(plan.Macs)}} multiply-adds, arena {{CSharpText.Count(plan.ArenaBytes)}} bytes.</summary>
            /// <remarks>{{(plan.IsStateful
                ? "An instance keeps the states of one stream and serves one thread at a time; all instances share their weights."
                : "An instance owns its arena and serves one thread at a time; all instances share their weights.")}}</remarks>
            """);
        using (writer.Block($"partial class {CSharpText.Escaped(target.Name)} : global::System.IDisposable"))
        {
            writer.Line($"private readonly {names.QualifiedNetwork} {NetworkField};").Line();
            WriteShapes(surface, writer);
            WriteInfo(plan, writer);
            if (plan.IsProfiled)
                WriteProfile(writer);
            WriteConstructors(
                target, $"{NetworkField} = new(global::{names.Namespace}.{names.Weights}.Resolve(options), options?.Threads ?? 1);", writer);
            WriteRun(surface, plan.IsStateful, writer, body =>
            {
                foreach (var port in surface.Inputs)
                    body.Line(Guard("InputLength", port));
                foreach (var port in surface.Outputs)
                    body.Line(Guard("OutputLength", port));
                WriteUse(plan, target, $"Run({surface.Arguments})", body);
            });
            if (plan.IsStateful)
                WriteReset(writer, body => WriteUse(plan, target, "Reset()", body));
            WriteDispose($"{NetworkField}.Dispose();", writer);
        }

        return new(names.HintName(""), writer.ToString());
    }

    /// <summary>The name of the method that computes.</summary>
    public static string RunMethod(bool isStateful) => isStateful ? "Step" : "Run";

    /// <summary>The same surface with members that throw.</summary>
    public static GeneratedSource EmitStub(ModelSurface surface, ModelClass target, ModelNames names, bool isProfiled, bool isStateful)
    {
        var message = CSharpText.Literal($"{target.FullName} could not be compiled; the build's errors say why.");
        var writer = Begin(target);
        using (writer.Block($"partial class {CSharpText.Escaped(target.Name)} : global::System.IDisposable"))
        {
            WriteShapes(surface, writer);
            writer.Line($"""
                /// <summary>Throws: the model could not be compiled.</summary>
                public static global::ModelCompiler.ModelInfo Info => throw new global::System.InvalidOperationException({message});

                """);
            if (isProfiled)
                writer.Line($"""
                    /// <summary>Throws: the model could not be compiled.</summary>
                    public global::ModelCompiler.ModelProfile Profile => throw new global::System.InvalidOperationException({message});

                    """);
            WriteConstructors(target, $"throw new global::System.InvalidOperationException({message});", writer);
            WriteRun(surface, isStateful, writer, body => body.Line($"throw new global::System.InvalidOperationException({message});"));
            if (isStateful)
                WriteReset(writer, body => body.Line($"throw new global::System.InvalidOperationException({message});"));
            WriteDispose("", writer);
        }

        return new(names.HintName(""), writer.ToString());
    }

    // The build reads it from the assembly and prints it: a generator itself cannot write to the build's output.
    private static string CostAttribute(ExecutionPlan plan, ModelClass target) =>
        "[assembly: global::System.Reflection.AssemblyMetadata("
        + CSharpText.Literal("ModelCompiler.Cost:" + target.FullName) + ", "
        + CSharpText.Literal($"{CSharpText.Count(plan.ParameterCount)} parameters, {CSharpText.Count(plan.Macs)} MACs, {CSharpText.Count(plan.WeightBytes)} weight bytes, {CSharpText.Count(plan.ArenaBytes)} arena bytes")
        + ")]";

    private static SourceWriter Begin(ModelClass target, string assemblyAttribute = "")
    {
        var writer = new SourceWriter();
        writer.Line("// <auto-generated/>").Line("#nullable enable").Line();
        if (assemblyAttribute.Length > 0)
            writer.Line(assemblyAttribute).Line();
        if (target.Namespace.Length > 0)
            writer.Line($"namespace {CSharpText.Qualified(target.Namespace)};").Line();
        return writer;
    }

    private static void WriteShapes(ModelSurface surface, SourceWriter writer)
    {
        foreach (var port in surface.Inputs.Concat(surface.Outputs))
            writer.Line($$"""
                /// <summary>Number of elements of <c>{{CSharpText.Comment(port.Port.Name)}}</c>, {{port.ShapeText}}.</summary>
                public const int {{port.Member}}Length = {{port.Port.Type.Shape.ElementCount}};

                /// <summary>The shape of <c>{{CSharpText.Comment(port.Port.Name)}}</c>, outermost dimension first.</summary>
                public static global::System.ReadOnlySpan<int> {{port.Member}}Shape => new int[] { {{string.Join(", ", port.CallerShape)}} };

                """);
    }

    private static void WriteInfo(ExecutionPlan plan, SourceWriter writer)
    {
        writer.Line("/// <summary>The layers, what they cost and how they are computed.</summary>");
        writer.Line("public static global::ModelCompiler.ModelInfo Info { get; } = new global::ModelCompiler.ModelInfo(");
        using (writer.Indent())
        {
            writer.Line($"name: {CSharpText.Literal(plan.Name)},");
            writer.Line($"parameters: {plan.ParameterCount}L, macs: {plan.Macs}L, arenaBytes: {plan.ArenaBytes}L,");
            writer.Line($"arenaLowerBoundBytes: {plan.ArenaLowerBoundBytes}L, weightBytes: {plan.WeightBytes}L,");
            writer.Line($"predictedMicroseconds: {Microseconds(plan.PredictedNanoseconds.Sum())},");
            writer.Line($"fingerprint: {CSharpText.Literal(plan.Fingerprint)},");
            writer.Line("layers: DescribeLayers());");
        }

        writer.Line();
        WriteLayers(plan, writer);
    }

    private static void WriteProfile(SourceWriter writer) => writer.Line($"""
        /// <summary>How long the steps of this instance's runs took.</summary>
        public global::ModelCompiler.ModelProfile Profile => this.{NetworkField}.Profile;

        """);

    private static void WriteLayers(ExecutionPlan plan, SourceWriter writer)
    {
        var parts = (plan.Layers.Count + LayersPerMethod - 1) / LayersPerMethod;
        using (writer.Block("private static global::ModelCompiler.LayerInfo[] DescribeLayers()"))
        {
            writer.Line($"global::ModelCompiler.LayerInfo[] layers = new global::ModelCompiler.LayerInfo[{plan.Layers.Count}];");
            for (var part = 0; part < parts; part++)
                writer.Line($"DescribeLayers{part}(layers);");
            writer.Line("return layers;");
        }

        writer.Line();
        for (var part = 0; part < parts; part++)
        {
            using (writer.Block($"private static void DescribeLayers{part}(global::ModelCompiler.LayerInfo[] layers)"))
                for (var i = part * LayersPerMethod; i < Math.Min(plan.Layers.Count, (part + 1) * LayersPerMethod); i++)
                    writer.Line($"layers[{i}] = {Layer(plan, plan.Layers[i])};");
            writer.Line();
        }
    }

    private static string Layer(ExecutionPlan plan, LayerReport layer) =>
        $"new global::ModelCompiler.LayerInfo({CSharpText.Literal(layer.Name)}, {CSharpText.Literal(layer.Operator)}, "
        + $"new int[] {{ {string.Join(", ", layer.OutputShape.Dimensions)} }}, {CSharpText.Literal(layer.Algorithm)}, "
        + $"{layer.Parameters}L, {layer.Macs}L, {(layer.RunnerUp.Length == 0 ? "null" : CSharpText.Literal(layer.RunnerUp))}, "
        + $"{Microseconds(layer.PredictedNanoseconds)}, weightBytes: {layer.WeightBytes}L, receptiveField: {Field(layer.ReceptiveField)}, "
        + $"arenaOffset: {(layer.Output is { } output ? $"{plan.ByteOffsetOf(output)}L" : "null")}, "
        + $"errorEstimate: {Error(layer.Rounding?.Estimate)}, errorBound: {Error(layer.Rounding?.Bound)})";

    private static string Microseconds(long nanoseconds) => (nanoseconds / 1000.0).ToString("R", CultureInfo.InvariantCulture) + "d";

    private static string Field(ReceptiveField field) =>
        field.IsWhole ? "null" : field.Axes.Count == 0 ? "new int[0]" : $"new int[] {{ {string.Join(", ", field.Axes.Select(axis => axis.Size))} }}";

    // More digits would claim more than an estimate knows.
    private static string Error(double? error) => (error ?? 0) switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        var number => number.ToString("0.##e-0", CultureInfo.InvariantCulture) + "d",
    };

    private static void WriteConstructors(ModelClass target, string statement, SourceWriter writer) => writer.Line($$"""
        /// <summary>Creates an instance with the built-in weights.</summary>
        public {{CSharpText.Escaped(target.Name)}}()
            : this((global::ModelCompiler.ModelOptions?)null)
        {
        }

        /// <summary>Creates an instance with options.</summary>
        /// <param name="options">Weights in place of the built-in ones, and more; null for none.</param>
        public {{CSharpText.Escaped(target.Name)}}(global::ModelCompiler.ModelOptions? options)
        {
            {{statement}}
        }

        """);

    /// <summary>A call of the network, which one thread at a time may make: of a stateless model, debug builds see to it.</summary>
    private static void WriteUse(ExecutionPlan plan, ModelClass target, string call, SourceWriter writer)
    {
        writer.Line($"global::System.ObjectDisposedException.ThrowIf(this.{NetworkField}.IsDisposed, this);");
        if (!plan.IsStateful)
            writer.Line("#if DEBUG");
        writer.Line($"using (new global::ModelCompiler.CompilerServices.ExclusiveUse(ref this.{NetworkField}.users, {CSharpText.Literal(target.FullName)}))");
        if (!plan.IsStateful)
            writer.Line("#endif");
        writer.Line($"{(plan.IsStateful ? "    " : "")}this.{NetworkField}.{call};");
    }

    private static void WriteReset(SourceWriter writer, Action<SourceWriter> body)
    {
        writer.Line();
        writer.Line("/// <summary>Forgets the steps that were taken: the next one is the first of a stream.</summary>");
        writer.Line("/// <exception cref=\"global::System.ObjectDisposedException\">The instance has been disposed.</exception>");
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">Another thread uses this instance.</exception>");
        using (writer.Block("public void Reset()"))
            body(writer);
    }

    private static void WriteRun(ModelSurface surface, bool isStateful, SourceWriter writer, Action<SourceWriter> body)
    {
        writer.Line(isStateful
            ? "/// <summary>Computes the outputs of the next part of a stream; recurrent layers go on from the states that they have. Allocates nothing.</summary>"
            : "/// <summary>Computes the outputs of one inference. Allocates nothing.</summary>");
        foreach (var port in surface.Inputs)
            writer.Line($"/// <param name=\"{port.Parameter.TrimStart('@')}\">{port.Port.Type.Shape.ElementCount} elements, {port.ShapeText}.</param>");
        foreach (var port in surface.Outputs)
            writer.Line($"/// <param name=\"{port.Parameter.TrimStart('@')}\">Takes {port.Port.Type.Shape.ElementCount} elements, {port.ShapeText}.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A span has another length.</exception>");
        writer.Line("/// <exception cref=\"global::System.ObjectDisposedException\">The instance has been disposed.</exception>");
        writer.Line($"/// <exception cref=\"global::System.InvalidOperationException\">{(isStateful ? "Another thread uses" : "In debug builds: another thread runs")} this instance.</exception>");
        var list = surface.Inputs.Select(port => $"global::System.ReadOnlySpan<{port.Element}> {port.Parameter}")
            .Concat(surface.Outputs.Select(port => $"global::System.Span<{port.Element}> {port.Parameter}"));
        using (writer.Block($"public void {RunMethod(isStateful)}({string.Join(", ", list)})"))
            body(writer);
    }

    private static void WriteDispose(string statement, SourceWriter writer)
    {
        writer.Line().Line("/// <summary>Ends the threads of this instance, which cannot be run any more. Without several threads there is no need to call it.</summary>");
        using (writer.Block("public void Dispose()"))
            if (statement.Length > 0)
                writer.Line(statement);
    }

    private static string Guard(string check, SurfacePort port) =>
        $"global::ModelCompiler.CompilerServices.Guard.{check}({port.Parameter}.Length, {port.Member}Length, nameof({port.Parameter}), {CSharpText.Literal(port.ShapeText)});";
}
