using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Tests.Operators;

/// <summary>Operators whose indices are data.</summary>
public class GatherOperatorTests
{
    private static readonly TensorData X = TestTensor.Random(1, 2, 3, 4);

    [Fact]
    public void Gather_takes_slices()
    {
        var indices = TestTensor.Integers(ElementType.Int32, [2, 2], 0, -1, 2, 1);
        TestTensor.IsClose(
            [2, 2, 2, 4], i => X.At(i[0], ((int)indices.At(i[1], i[2]) + 3) % 3, i[3]),
            OneNode.Of("Gather", X, indices).With("axis", 1).Result());
        TestTensor.IsClose([3, 4], i => X.At(1, i[0], i[1]), OneNode.Of("Gather", X, TestTensor.Long(1)).Result());
        Assert.Equal(
            "MC0137: onnx.Gather 'output0': takes Int64 or Int32, but 'input1' is Float32[]",
            OneNode.Of("Gather", X, TestTensor.Scalar(1)).Mistake());
        Assert.Equal(
            "MC0137: onnx.Gather 'output0': has the axis 3, but the tensor has 3 axes",
            OneNode.Of("Gather", X, TestTensor.Long(1)).With("axis", 3).Mistake());
    }

    [Fact]
    public void An_index_outside_is_found_at_run_time() => Assert.Equal(
        "nest Gather", OneNode.Of("Gather", X, TestTensor.Long(2)).Nodes(isComputed: _ => false));

    [Fact]
    public void GatherElements_takes_elements()
    {
        var indices = TestTensor.Integers(ElementType.Int64, [2, 1, 4], 0, 1, 2, -1, 2, 2, 0, 1);
        TestTensor.IsClose(
            [2, 1, 4], i => X.At(i[0], ((int)indices.At(i) + 3) % 3, i[2]), OneNode.Of("GatherElements", X, indices).With("axis", 1).Result());
        Assert.Equal(
            "MC0137: onnx.GatherElements 'output0': takes indices that lie within 'input0' of shape [2, 3, 4], but 'input1' has the shape [2, 3, 5]",
            OneNode.Of("GatherElements", X, TestTensor.Integers(ElementType.Int64, [2, 3, 5], new long[30])).With("axis", 1).Mistake());
    }

    [Fact]
    public void GatherND_takes_slices_at_tuples()
    {
        var tuples = TestTensor.Integers(ElementType.Int64, [2, 2], 1, 2, 0, -2);
        TestTensor.IsClose([2, 4], i => X.At(i[0] == 0 ? 1 : 0, i[0] == 0 ? 2 : 1, i[1]), OneNode.Of("GatherND", X, tuples).Result());
        var perSample = TestTensor.Integers(ElementType.Int64, [2, 1], 2, 0);
        TestTensor.IsClose(
            [2, 4], i => X.At(i[0], i[0] == 0 ? 2 : 0, i[1]), OneNode.Of("GatherND", X, perSample).With("batch_dims", 1).Result());
        Assert.Equal(
            "MC0137: onnx.GatherND 'output0': takes indices into 'input0' of shape [2, 3, 4], but 'input1' has the shape [2, 2] and batch_dims is 2",
            OneNode.Of("GatherND", X, tuples).With("batch_dims", 2).Mistake());
    }

    [Fact]
    public void OneHot_sets_the_places_of_its_indices()
    {
        var (indices, values) = (TestTensor.Longs(1, -1, 5), TestTensor.Vector(2, 7));
        TestTensor.IsClose(
            [3, 3], i => i[0] == 0 && i[1] == 1 || i[0] == 1 && i[1] == 2 ? 7 : 2,
            OneNode.Of("OneHot", indices, TestTensor.Longs(3), values).Result());
        TestTensor.IsClose(
            [3, 3], i => i[1] == 0 && i[0] == 1 || i[1] == 1 && i[0] == 2 ? 7 : 2,
            OneNode.Of("OneHot", indices, TestTensor.Scalar(3), values).With("axis", 0).Result());
        Assert.Equal("takes one number as 'depth', but it is of shape [2]", OneNode.Of("OneHot", indices, TestTensor.Longs(3, 4), values).Mistake());
    }

    [Fact]
    public void EyeLike_has_the_shape_of_its_operand()
    {
        TestTensor.IsClose(
            [2, 3], i => i[1] - i[0] == 1 ? 1 : 0, OneNode.Of("EyeLike", TestTensor.Count(2, 3)).With("k", 1).Result());
        Assert.Equal(
            ElementType.Int32, OneNode.Of("EyeLike", TestTensor.Count(2, 3)).With("dtype", 6).Result().Type.Element);
        Assert.Equal(
            "gives elements of type UInt16, which is not supported", OneNode.Of("EyeLike", TestTensor.Count(2, 3)).With("dtype", 4).Mistake());
    }
}
