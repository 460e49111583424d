using Microsoft.CodeAnalysis;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Diagnostics;

public class CostTests
{
    [Fact]
    public async Task IsToldAtTheNameOfTheClass()
    {
        var source = MarkedSource.Parse(
            "using ModelCompiler; [CompiledModel] [Input(4)] [Dense(2)] [RandomWeights(1)] public partial class [|Net|];");
        var cost = Assert.Single((await TestProject.Of(source.Text).Build()).FromAnalyzer);
        Assert.Equal(("MC0002", DiagnosticSeverity.Info, source.Span), (cost.Id, cost.Severity, cost.Location.SourceSpan));
        Assert.Matches("^Net: 10 parameters, 8 MACs, [0-9]+ weight bytes, [0-9]+ arena bytes$", cost.GetMessage());
    }
}
