using ModelCompiler.Compiler.Diagnostics;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Reading;

/// <summary>Reports mistakes of a file at their places, up to a number that people can read.</summary>
internal sealed class MistakeList(SourceMap map, DiagnosticBag diagnostics)
{
    private const int MaximumMistakes = 50;

    private int _mistakes;

    public bool HasErrors => _mistakes > 0;

    public void Report(KerasMistakeException mistake) => Report(mistake.Description, mistake.Place, mistake.Arguments);

    public void Report(DiagnosticDescription description, JsonPlace? place, params object[] arguments)
    {
        if (++_mistakes <= MaximumMistakes)
            diagnostics.Report(description, place is null ? DiagnosticTarget.Model : map.Mark(place.Node.Range), arguments);
    }

    /// <summary>Does a part of the work; what is wrong with it is reported, and the result is the default.</summary>
    public T? Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (KerasMistakeException mistake)
        {
            Report(mistake);
            return default;
        }
    }

    /// <summary>Says how many mistakes were not reported.</summary>
    public void Finish()
    {
        if (_mistakes > MaximumMistakes)
            diagnostics.Report(Mistake.FurtherMistakes, DiagnosticTarget.Model, _mistakes - MaximumMistakes);
    }
}
