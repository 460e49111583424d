namespace ModelCompiler.Tests.Zoo;

/// <summary>Networks made of blocks, and those that are as deep: a line for each size in the table of the paper.</summary>
internal static partial class ExpectedShapes
{
    /// <summary>What the layers of DenseNet-121's blocks read: 32 maps more for each.</summary>
    private static string Concatenated()
    {
        (int Layers, int Maps, int Size)[] blocks = [(6, 64, 56), (12, 128, 28), (24, 256, 14), (16, 512, 7)];
        return string.Concat(blocks.SelectMany((block, i) => Enumerable.Range(1, block.Layers).Select(layer =>
        {
            var part = $"features.denseblock{i + 1}.denselayer{layer}.";
            var concat = layer == 1 ? "" : $" {part}concat";
            return $"\n{block.Maps + (32 * (layer - 1))}×{block.Size}×{block.Size} {part}norm1{concat}";
        })));
    }

    private static readonly Dictionary<string, string> Blocks = new()
    {
        ["lenet-5-1998"] = """
            1×32×32 input
            6×28×28 C1 scaledtanh1
            6×14×14 S2 scaledtanh2
            16×10×10 C3 scaledtanh3
            16×5×5 S4 scaledtanh4
            120×1×1 C5 scaledtanh5
            120 flatten1
            84 F6 scaledtanh6
            10 output
            """,
        ["vgg-11"] = """
            3×224×224 input
            64×224×224 features.0
            64×112×112 features.2
            128×112×112 features.3
            128×56×56 features.5
            256×56×56 features.6 features.8
            256×28×28 features.10
            512×28×28 features.11 features.13
            512×14×14 features.15 features.16 features.18
            512×7×7 features.20
            25088 flatten1
            4096 classifier.0 classifier.2 classifier.3 classifier.5
            1000 classifier.6
            """,
        ["vgg-19"] = """
            3×224×224 input
            64×224×224 features.0 features.2
            64×112×112 features.4
            128×112×112 features.5 features.7
            128×56×56 features.9
            256×56×56 features.10 features.12 features.14 features.16
            256×28×28 features.18
            512×28×28 features.19 features.21 features.23 features.25
            512×14×14 features.27 features.28 features.30 features.32 features.34
            512×7×7 features.36
            25088 flatten1
            4096 classifier.0 classifier.2 classifier.3 classifier.5
            1000 classifier.6
            """,
        ["resnet-34"] = """
            3×224×224 input
            64×112×112 conv1 bn1
            64×56×56 maxpool layer1.*
            128×28×28 layer2.*
            256×14×14 layer3.*
            512×7×7 layer4.*
            512×1×1 avgpool
            512 flatten1
            1000 fc
            """,
        ["resnet-101"] = """
            3×224×224 input
            64×112×112 conv1 bn1
            64×56×56 maxpool layer1.*.conv1 layer1.*.bn1 layer1.*.conv2 layer1.*.bn2
            256×56×56 layer1.*
            128×56×56 layer2.0.conv1 layer2.0.bn1
            128×28×28 layer2.*.conv1 layer2.*.bn1 layer2.*.conv2 layer2.*.bn2
            512×28×28 layer2.*
            256×28×28 layer3.0.conv1 layer3.0.bn1
            256×14×14 layer3.*.conv1 layer3.*.bn1 layer3.*.conv2 layer3.*.bn2
            1024×14×14 layer3.*
            512×14×14 layer4.0.conv1 layer4.0.bn1
            512×7×7 layer4.*.conv1 layer4.*.bn1 layer4.*.conv2 layer4.*.bn2
            2048×7×7 layer4.*
            2048×1×1 avgpool
            2048 flatten1
            1000 fc
            """,
        ["mobilenet-v1"] = """
            3×224×224 input
            32×112×112 conv1 conv1_bn conv_dw_1 conv_dw_1_bn
            64×112×112 conv_pw_1 conv_pw_1_bn
            64×56×56 conv_dw_2 conv_dw_2_bn
            128×56×56 conv_pw_2 conv_pw_2_bn conv_dw_3 conv_dw_3_bn conv_pw_3 conv_pw_3_bn
            128×28×28 conv_dw_4 conv_dw_4_bn
            256×28×28 conv_pw_4 conv_pw_4_bn conv_dw_5 conv_dw_5_bn conv_pw_5 conv_pw_5_bn
            256×14×14 conv_dw_6 conv_dw_6_bn
            512×7×7 conv_dw_12 conv_dw_12_bn
            1024×7×7 conv_pw_12 conv_pw_12_bn conv_dw_13 conv_dw_13_bn conv_pw_13 conv_pw_13_bn
            512×14×14 conv_pw_* conv_dw_*
            1024×1×1 globalaveragepool1 dropout1
            1024 flatten1
            1000 conv_preds softmax1
            """,
        ["mobilenet-v3-small"] = """
            3×224×224 input
            16×112×112 features.0.*
            8×1×1 features.1.*.fc1
            16×1×1 features.1.*.fc2
            16×56×56 features.1 features.1.*
            72×56×56 features.2.block.0.*
            72×28×28 features.2.block.1.*
            24×28×28 features.2.* features.3 features.3.block.2.*
            88×28×28 features.3.*
            24×1×1 features.4.*.fc1
            96×1×1 features.4.*.fc2
            96×28×28 features.4.block.0.*
            96×14×14 features.4.block.1.* features.4.block.2
            64×1×1 features.5.*.fc1 features.6.*.fc1
            240×1×1 features.5.*.fc2 features.6.*.fc2
            40×14×14 features.4 features.4.* features.5 features.5.block.3.* features.6 features.6.block.3.*
            240×14×14 features.5.* features.6.*
            32×1×1 features.7.*.fc1
            120×1×1 features.7.*.fc2
            40×1×1 features.8.*.fc1
            144×1×1 features.8.*.fc2
            48×14×14 features.7 features.7.block.3.* features.8 features.8.block.3.*
            120×14×14 features.7.*
            144×14×14 features.8.*
            72×1×1 features.9.*.fc1
            288×1×1 features.9.*.fc2
            288×14×14 features.9.block.0.*
            96×7×7 features.9 features.9.block.3.* features.10 features.10.block.3.* features.11 features.11.block.3.*
            288×7×7 features.9.*
            144×1×1 features.10.*.fc1 features.11.*.fc1
            576×1×1 features.10.*.fc2 features.11.*.fc2
            576×7×7 features.10.* features.11.* features.12.*
            576×1×1 globalaveragepool1
            576 flatten1
            1024 classifier.0 classifier.2
            1000 classifier.3
            """,
        ["mobilenet-v3-large"] = """
            3×224×224 input
            16×112×112 features.0.* features.1 features.1.*
            64×112×112 features.2.block.0.*
            64×56×56 features.2.block.1.*
            24×56×56 features.2.* features.3 features.3.block.2.*
            72×56×56 features.3.* features.4.block.0.*
            24×1×1 features.4.*.fc1
            72×1×1 features.4.*.fc2
            72×28×28 features.4.block.1.* features.4.block.2
            40×28×28 features.4 features.4.* features.5 features.5.block.3.* features.6 features.6.block.3.*
            32×1×1 features.5.*.fc1 features.6.*.fc1
            120×1×1 features.5.*.fc2 features.6.*.fc2
            120×28×28 features.5.* features.6.*
            240×28×28 features.7.block.0.*
            240×14×14 features.7.block.1.*
            80×14×14 features.7.* features.8 features.8.block.2.* features.9 features.9.block.2.* features.10 features.10.block.2.*
            200×14×14 features.8.*
            184×14×14 features.9.* features.10.*
            120×1×1 features.11.*.fc1
            480×1×1 features.11.*.fc2
            112×14×14 features.11 features.11.block.3.* features.12 features.12.block.3.*
            480×14×14 features.11.*
            168×1×1 features.12.*.fc1 features.13.*.fc1
            672×1×1 features.12.*.fc2 features.13.*.fc2
            672×14×14 features.12.* features.13.block.0.*
            160×7×7 features.13 features.13.block.3.* features.14 features.14.block.3.* features.15 features.15.block.3.*
            672×7×7 features.13.*
            240×1×1 features.14.*.fc1 features.15.*.fc1
            960×1×1 features.14.*.fc2 features.15.*.fc2
            960×7×7 features.14.* features.15.* features.16.*
            960×1×1 globalaveragepool1
            960 flatten1
            1280 classifier.0 classifier.2
            1000 classifier.3
            """,
        ["densenet-121"] = """
            3×224×224 input
            64×112×112 features.conv0 features.norm0
            64×56×56 features.pool0
            128×56×56 features.denseblock1.*.conv1 features.denseblock1.*.norm2 features.transition1.conv
            32×56×56 features.denseblock1.*.conv2
            256×56×56 features.denseblock1 features.transition1.norm
            128×28×28 features.transition1.pool features.denseblock2.*.conv1 features.denseblock2.*.norm2
            32×28×28 features.denseblock2.*.conv2
            512×28×28 features.denseblock2 features.transition2.norm
            256×28×28 features.transition2.conv
            256×14×14 features.transition2.pool
            128×14×14 features.denseblock3.*.conv1 features.denseblock3.*.norm2
            32×14×14 features.denseblock3.*.conv2
            1024×14×14 features.denseblock3 features.transition3.norm
            512×14×14 features.transition3.conv
            512×7×7 features.transition3.pool
            128×7×7 features.denseblock4.*.conv1 features.denseblock4.*.norm2
            32×7×7 features.denseblock4.*.conv2
            1024×7×7 features.denseblock4 features.norm5
            1024×1×1 globalaveragepool1
            1024 flatten1
            1000 classifier
            """ + Concatenated(),
        ["efficientnet-b0"] = """
            3×224×224 input
            32×112×112 features.0.* features.1.0.block.0.* features.1.0.block.1
            8×1×1 features.1.0.*.fc1
            32×1×1 features.1.0.*.fc2
            16×112×112 features.1.0 features.1.0.*
            96×112×112 features.2.0.block.0.*
            4×1×1 features.2.0.*.fc1
            96×1×1 features.2.0.*.fc2
            24×56×56 features.2.0 features.2.*.block.3.* features.2.1
            96×56×56 features.2.0.*
            6×1×1 features.2.1.*.fc1 features.3.0.*.fc1
            144×1×1 features.2.1.*.fc2 features.3.0.*.fc2
            144×56×56 features.2.1.* features.3.0.block.0.*
            40×28×28 features.3.0 features.3.*.block.3.* features.3.1
            144×28×28 features.3.0.*
            10×1×1 features.3.1.*.fc1 features.4.0.*.fc1
            240×1×1 features.3.1.*.fc2 features.4.0.*.fc2
            240×28×28 features.3.1.* features.4.0.block.0.*
            80×14×14 features.4.0 features.4.*.block.3.* features.4.1 features.4.2
            240×14×14 features.4.0.*
            20×1×1 features.4.*.fc1 features.5.0.*.fc1
            480×1×1 features.4.*.fc2 features.5.0.*.fc2
            112×14×14 features.5.0 features.5.*.block.3.* features.5.1 features.5.2
            480×14×14 features.4.* features.5.0.*
            28×1×1 features.5.*.fc1 features.6.0.*.fc1
            672×1×1 features.5.*.fc2 features.6.0.*.fc2
            672×14×14 features.5.* features.6.0.block.0.*
            192×7×7 features.6.0 features.6.*.block.3.* features.6.1 features.6.2 features.6.3
            672×7×7 features.6.0.*
            48×1×1 features.6.*.fc1 features.7.0.*.fc1
            1152×1×1 features.6.*.fc2 features.7.0.*.fc2
            320×7×7 features.7.0 features.7.*.block.3.*
            1152×7×7 features.6.* features.7.*
            1280×7×7 features.8.*
            1280×1×1 globalaveragepool1
            1280 flatten1 classifier.0
            1000 classifier.1
            """,
    };
}
