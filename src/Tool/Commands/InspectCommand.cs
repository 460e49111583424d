using System.CommandLine;
using ModelCompiler.Compiler;
using ModelCompiler.Tool.Inspection;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc inspect</c>: what a model consists of, what it costs and how it will be computed.</summary>
internal static class InspectCommand
{
    public static Command Create(Report report)
    {
        var model = new ModelArguments();
        var json = new Option<bool>("--json") { Description = "Prints JSON for other programs." };
        var shapes = new Option<bool>("--shapes") { Description = "Prints where sizes come from, operations, receptive fields and bytes instead." };
        var target = TargetOption.Create();
        var command = new Command("inspect", "Prints the layers of a model, what they cost and how they will be computed.") { json, shapes, target };
        model.AddTo(command);
        command.Validators.Add(arguments =>
        {
            if (arguments.GetValue(json) && arguments.GetValue(shapes))
                arguments.AddError("--json holds what --shapes prints: leave out one of them");
        });
        command.SetAction(arguments =>
        {
            if (model.Load(arguments, report)?.Plan(CompilerOptions.Default with { Target = arguments.GetValue(target) }, report) is { } planned)
                Print(planned.Plan, arguments.GetValue(json), arguments.GetValue(shapes), report);
            return report.ExitCode;
        });
        return command;
    }

    private static void Print(Compiler.Plan.ExecutionPlan plan, bool asJson, bool shapes, Report report)
    {
        if (asJson)
            report.Raw(PlanJson.Print(plan));
        else if (shapes)
            ShapeTable.Print(plan, report);
        else
            PlanTable.Print(plan, report);
    }
}
