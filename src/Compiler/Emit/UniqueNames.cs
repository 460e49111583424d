using System.Globalization;

namespace ModelCompiler.Compiler.Emit;

/// <summary>Hands out identifiers that were not handed out before, numbering those that were.</summary>
internal sealed class UniqueNames(params string[] reserved)
{
    private readonly HashSet<string> _taken = [.. reserved];

    public string Take(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = name + "_" + i.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
