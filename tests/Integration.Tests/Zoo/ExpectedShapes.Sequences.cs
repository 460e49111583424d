namespace ModelCompiler.Tests.Zoo;

/// <summary>Networks for texts, sounds and videos, and those that keep many maps.</summary>
internal static partial class ExpectedShapes
{
    private static readonly Dictionary<string, string> Sequences = new()
    {
        ["u-net"] = """
            1×572×572 input
            64×570×570 down1.conv1
            64×568×568 down1.conv2
            64×284×284 maxpool1
            128×282×282 down2.conv1
            128×280×280 down2.conv2
            128×140×140 maxpool2
            256×138×138 down3.conv1
            256×136×136 down3.conv2
            256×68×68 maxpool3
            512×66×66 down4.conv1
            512×64×64 down4.conv2
            512×32×32 maxpool4
            1024×30×30 down5.conv1
            1024×28×28 down5.conv2 dropout1
            512×56×56 up4.transposed up4.copy
            1024×56×56 concat1
            512×54×54 up4.conv1
            512×52×52 up4.conv2
            256×104×104 up3.transposed up3.copy
            512×104×104 concat2
            256×102×102 up3.conv1
            256×100×100 up3.conv2
            128×200×200 up2.transposed up2.copy
            256×200×200 concat3
            128×198×198 up2.conv1
            128×196×196 up2.conv2
            64×392×392 up1.transposed up1.copy
            128×392×392 concat4
            64×390×390 up1.conv1
            64×388×388 up1.conv2
            2×388×388 output
            """,
        ["c3d"] = """
            3×16×112×112 input
            64×16×112×112 conv1
            64×16×56×56 pool1
            128×16×56×56 conv2
            128×8×28×28 pool2
            256×8×28×28 conv3a conv3b
            256×4×14×14 pool3
            512×4×14×14 conv4a conv4b
            512×2×7×7 pool4 conv5a conv5b
            512×1×4×4 pool5
            8192 flatten1
            4096 fc6 dropout1 fc7 dropout2
            487 fc8 softmax1
            """,
        ["text-cnn"] = """
            64 words
            64×300 static tuned sum
            300×64 channels
            100×62 conv3
            100×61 conv4
            100×60 conv5
            100×1 max*
            300×1 concat1
            300 flatten1 dropout1
            2 fc softmax1
            """,
        ["sagan-block"] = """
            256×32×32 input attention attention.v
            32×32×32 attention.f attention.g attention.h
            """,
        ["lstm-spotter"] = """
            49×10 input
            118 lstm1
            12 dense1 softmax1
            """,
        ["gru-spotter"] = """
            25×10 input
            154 gru1
            12 dense1 softmax1
            """,
        ["tcn"] = """
            1×784 input
            25×784 tcn.network.*
            25×1 last
            25 flatten1
            10 linear
            """,
    };
}
