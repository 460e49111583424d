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
        var target = TargetOption.Create();
        var command = new Command("inspect", "Prints the layers of a model, what they cost and how they will be computed.") { json, target };
        model.AddTo(command);
        command.SetAction(arguments =>
        {
            if (model.Load(arguments, report)?.Plan(CompilerOptions.Default with { Target = arguments.GetValue(target) }, report) is { } planned)
                Print(planned.Plan, arguments.GetValue(json), report);
            return report.ExitCode;
        });
        return command;
    }

    private static void Print(Compiler.Plan.ExecutionPlan plan, bool asJson, Report report)
    {
        if (asJson)
            report.Raw(PlanJson.Print(plan));
        else
            PlanTable.Print(plan, report);
    }
}
