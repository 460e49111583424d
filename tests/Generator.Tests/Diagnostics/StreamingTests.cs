using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Diagnostics;

/// <summary>Stateful models that cannot be: the error stands at the argument, or at the layer.</summary>
public class StreamingTests
{
    private static string UseOf(string model) => Mistake.UseOf(model).Replace(".Run(", ".Step(", StringComparison.Ordinal);

    [Fact]
    public Task NoState() => Mistake.IsReported(
        "MC0590", "Model 'Net' is stateful, but no layer of it has a state; add an RNN, GRU or LSTM, or let the model not be stateful",
        UseOf("[CompiledModel([|Stateful = true|])] [Input(4)] [Dense(2)] public partial class Net;"));

    [Fact]
    public Task Backwards() => Mistake.IsReported(
        "MC0591",
        "GRU 'gru1' begins with the last step, which a stateful model has not seen yet; let its direction be Forward, or let the model not be stateful",
        UseOf("[CompiledModel(Stateful = true)] [Input(1, 4)] [[|GRU(2, Direction = RecurrentDirection.Reverse)|]] public partial class Net;"));

    [Fact]
    public async Task TheClassGoesBeforeItsFile()
    {
        var build = await TestProject.Of("""
            using ModelCompiler;
            [CompiledModel("net.json", Stateful = false)] public partial class Net;
            public static class Program { public static void Main() => new Net().Run(new float[4], new float[2]); }
            """)
            .WithModel("net.json", """{ "stateful": true, "layers": [ { "type": "Input", "shape": [1, 4] }, { "type": "GRU", "units": 2 } ], "weights": { "random": 1 } }""").Build();
        Assert.Empty(build.Problems);
    }
}
