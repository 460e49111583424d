using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit;

/// <summary>Prints the steps of an inference one behind the other, those that run once per sample in a loop.</summary>
internal static class StepSequence
{
    /// <param name="writeStep">Writes a step, by its index; the second argument is how often it runs.</param>
    public static void Write(ExecutionPlan plan, SourceWriter writer, Action<int, int> writeStep)
    {
        if (plan.SampleLoop is not { } loop)
        {
            WriteRange(0, plan.Calls.Count, 1);
            return;
        }

        WriteRange(0, loop.First, 1);
        using (writer.Block($"for (int sample = 0; sample < {loop.Samples}; sample++)"))
            WriteRange(loop.First, loop.End, loop.Samples);
        WriteRange(loop.End, plan.Calls.Count, 1);

        void WriteRange(int first, int end, int samples)
        {
            for (var step = first; step < end; step++)
            {
                writeStep(step, samples);
                if (plan.IsProfiled)
                    writer.Line(samples == 1 ? $"this.Profile.End({step});" : $"this.Profile.End({step}, isLast: sample == {samples - 1});");
            }
        }
    }
}
