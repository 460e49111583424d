using Spectre.Console;

namespace ModelCompiler.Tool.Reporting;

/// <summary>A bar that shows a person how far long work is; where output goes to a file or another program, nothing.</summary>
internal static class ReportProgress
{
    /// <summary>Does work that calls its argument, from any thread, for each of <paramref name="steps"/> steps.</summary>
    public static void Show(Report report, string title, int steps, Action<Action> work)
    {
        if (report.IsTerminal)
            AnsiConsole.Progress().AutoClear(true).HideCompleted(true).Start(progress =>
            {
                var task = progress.AddTask(Markup.Escape(title), maxValue: steps);
                work(() => task.Increment(1));
            });
        else
            work(() => { });
    }
}
