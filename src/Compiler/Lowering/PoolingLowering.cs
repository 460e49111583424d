using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Pooling over windows and over whole images.</summary>
internal static class PoolingLowering
{
    public static void Lower(Node node, PlanDraft draft)
    {
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        draft.Calls.Add(node.Op switch
        {
            MaxPool pool => new Pool(
                node.Name, true, source, destination,
                new Window(
                    pool.Kernel[0], pool.Kernel[1], pool.Strides[0], pool.Strides[1], pool.Pads[0], pool.Pads[1],
                    pool.Dilations[0], pool.Dilations[1]),
                pool.Pads[2], pool.Pads[3], false),
            AveragePool pool => new Pool(
                node.Name, false, source, destination,
                new Window(
                    pool.Kernel[0], pool.Kernel[1], pool.Strides[0], pool.Strides[1], pool.Pads[0], pool.Pads[1]),
                pool.Pads[2], pool.Pads[3], pool.CountIncludePad),
            _ => new GlobalPool(node.Name, node.Op is GlobalMaxPool, source, destination),
        });
    }
}
