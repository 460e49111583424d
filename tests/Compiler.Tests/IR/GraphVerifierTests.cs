using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.IR;

/// <summary>Each test breaks a sound graph in one way.</summary>
public class GraphVerifierTests
{
    private readonly Graph _graph = Model.Of("net", Layer.Input(3), Layer.Dense(4), Layer.Of("ReLU"), Layer.Dense(2)).ToGraph();

    [Fact]
    public void SoundGraph_Passes() => GraphVerifier.Verify(_graph, "Test");

    [Fact]
    public void NodeBeforeItsProducer()
    {
        _graph.Nodes.Reverse(0, 2);
        Fails("After Test: node 'relu1' reads %3 dense1 Float32[1, 4] before it is computed.");
    }

    [Fact]
    public void ValueWithTwoProducers()
    {
        var copy = new Node("copy", _graph.Nodes[1].Op, _graph.Nodes[1].Inputs);
        copy.Outputs.Add(_graph.Nodes[1].Output);
        _graph.Nodes.Insert(2, copy);
        Fails("After Test: %4 relu1 Float32[1, 4] does not know its producer 'copy'.");
    }

    [Fact]
    public void ProducerThatIsUnknown()
    {
        _graph.Nodes[1].Output.Producer = null;
        Fails("After Test: %4 relu1 Float32[1, 4] does not know its producer 'relu1'.");
    }

    [Fact]
    public void WrongType()
    {
        _graph.Nodes[1].Output.Type = TensorType.Float(1, 5);
        Fails("After Test: node 'relu1' computes Float32[1, 4], not Float32[1, 5].");
    }

    [Fact]
    public void MissingOperand()
    {
        _graph.Nodes[0].Inputs[1] = null;
        Fails("After Test: node 'dense1': Gemm needs operand 1, but has Float32[1, 3], none, Float32[4].");
    }

    [Fact]
    public void WrongOperandCount()
    {
        _graph.Nodes[1].Inputs.Add(_graph.Inputs[0]);
        Fails("After Test: node 'relu1': Relu takes 1 to 1 operands, but has Float32[1, 4], Float32[1, 3].");
    }

    [Fact]
    public void WrongRank()
    {
        _graph.Nodes[0].Op = new Conv([1, 1], [0, 0, 0, 0], [1, 1], 1);
        Fails("After Test: node 'dense1': Conv takes 2 spatial axes, but has Float32[1, 3], Float32[4, 3], Float32[4].");
    }

    [Fact]
    public void ShapesThatDoNotJoin()
    {
        _graph.Nodes[1].Op = new Add();
        _graph.Nodes[1].Inputs.Add(_graph.Inputs[0]);
        Fails("After Test: node 'relu1' has no shape: Shapes do not join.");
    }

    [Fact]
    public void DanglingValue()
    {
        _graph.Nodes[2].Op = new Identity();
        _graph.Nodes[2].Inputs.RemoveRange(1, 2);
        _graph.Nodes[2].Inputs[0] = _graph.Inputs[0];
        _graph.Nodes[2].Output.Type = _graph.Inputs[0].Type;
        Fails("After Test: %4 relu1 Float32[1, 4] is read by no node and is no output.");
    }

    [Fact]
    public void OutputThatIsNotComputed()
    {
        _graph.Outputs.Add(_graph.NewValue("stray", TensorType.Float(1)));
        Fails("After Test: the output %8 stray Float32[1] is not computed.");
    }

    [Fact]
    public void NoOutput()
    {
        _graph.Outputs.Clear();
        _graph.Nodes.Clear();
        Fails("After Test: the graph has no output.");
    }

    [Fact]
    public void ConstantOfAnotherShape()
    {
        var constant = _graph.NewConstant("bias", new FilledTensor(1, TensorShape.Of(4)));
        constant.Type = TensorType.Float(5);
        _graph.Nodes[0].Inputs[2] = constant;
        Fails("After Test: the constant %8 bias Float32[5] has the shape [4].");
    }

    [Fact]
    public void TwoNodesOfOneName()
    {
        var twin = new Node("relu1", new Identity(), [_graph.Nodes[1].Output]);
        var output = _graph.NewValue("twin", _graph.Nodes[1].Output.Type);
        (output.Producer, _graph.Nodes[2].Inputs[0]) = (twin, output);
        twin.Outputs.Add(output);
        _graph.Nodes.Insert(2, twin);
        Fails("After Test: two nodes are called 'relu1'.");
    }

    private void Fails(string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => GraphVerifier.Verify(_graph, "Test")).Message);
}
