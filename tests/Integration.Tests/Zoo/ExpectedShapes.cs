namespace ModelCompiler.Tests.Zoo;

/// <summary>The shapes of all layers of the zoo: from the tables of the papers, or computed by hand from kernels and strides.</summary>
internal static partial class ExpectedShapes
{
    public static string Of(string name) => Tables.TryGetValue(name, out var table) || Blocks.TryGetValue(name, out table) ? table : Sequences[name];

    private static readonly Dictionary<string, string> Tables = new()
    {
        ["lenet-5"] = """
            1×28×28 input
            6×28×28 conv1
            6×14×14 averagepool1
            16×10×10 conv2
            16×5×5 averagepool2
            400 flatten1
            120 dense1
            84 dense2
            10 dense3 softmax1
            """,
        ["digit-cnn"] = """
            1×28×28 input
            4×24×24 conv1
            8×22×22 conv2
            8×11×11 maxpool1
            16×9×9 conv3
            16×4×4 maxpool2
            256 flatten1
            128 dense1
            10 dense2 softmax1
            """,
        ["autoencoder"] = """
            8 dense5 bn5
            640 input dense10
            128 dense* bn*
            """,
        ["ds-cnn"] = """
            1×49×10 input
            64×25×5 conv* bn* depthwise* dropout*
            64×1×1 averagepool1
            64 flatten1
            12 dense1 softmax1
            """,
        ["resnet-8"] = """
            3×32×32 input
            16×32×32 conv1 stem conv2 bn2 conv3 main1 stack1
            32×16×16 conv4 bn4 conv5 main2 shortcut2 stack2
            64×8×8 conv7 bn6 conv8 main3 shortcut3 stack3
            64×1×1 averagepool1
            64 flatten1
            10 dense1 softmax1
            """,
        ["mobilenet-v1-0.25"] = """
            3×224×224 input
            8×112×112 conv1 conv1_bn conv_dw_1 conv_dw_1_bn
            16×112×112 conv_pw_1 conv_pw_1_bn
            16×56×56 conv_dw_2 conv_dw_2_bn
            32×56×56 conv_pw_2 conv_pw_2_bn conv_dw_3 conv_dw_3_bn conv_pw_3 conv_pw_3_bn
            32×28×28 conv_dw_4 conv_dw_4_bn
            64×28×28 conv_pw_4 conv_pw_4_bn conv_dw_5 conv_dw_5_bn conv_pw_5 conv_pw_5_bn
            64×14×14 conv_dw_6 conv_dw_6_bn
            128×7×7 conv_dw_12 conv_dw_12_bn
            256×7×7 conv_pw_12 conv_pw_12_bn conv_dw_13 conv_dw_13_bn conv_pw_13 conv_pw_13_bn
            128×14×14 conv_pw_* conv_dw_*
            256×1×1 globalaveragepool1 dropout1
            256 flatten1
            1000 conv_preds softmax1
            """,
        ["mobilenet-v1-0.25-vww"] = """
            3×96×96 input
            8×48×48 conv1 conv1_bn conv_dw_1 conv_dw_1_bn
            16×48×48 conv_pw_1 conv_pw_1_bn
            16×24×24 conv_dw_2 conv_dw_2_bn
            32×24×24 conv_pw_2 conv_pw_2_bn conv_dw_3 conv_dw_3_bn conv_pw_3 conv_pw_3_bn
            32×12×12 conv_dw_4 conv_dw_4_bn
            64×12×12 conv_pw_4 conv_pw_4_bn conv_dw_5 conv_dw_5_bn conv_pw_5 conv_pw_5_bn
            64×6×6 conv_dw_6 conv_dw_6_bn
            128×3×3 conv_dw_12 conv_dw_12_bn
            256×3×3 conv_pw_12 conv_pw_12_bn conv_dw_13 conv_dw_13_bn conv_pw_13 conv_pw_13_bn
            128×6×6 conv_pw_* conv_dw_*
            256×1×1 averagepool1
            256 flatten1
            2 dense1 softmax1
            """,
        ["mobilenet-v2"] = """
            3×224×224 input
            32×112×112 features.0.* features.1.conv.0.*
            16×112×112 features.1.*
            96×112×112 features.2.conv.0.*
            96×56×56 features.2.conv.1.*
            144×56×56 features.3.conv.0.* features.3.conv.1.* features.4.conv.0.*
            24×56×56 features.2.* features.3 features.3.*
            144×28×28 features.4.conv.1.*
            192×28×28 features.5.conv.0.* features.5.conv.1.* features.6.conv.0.* features.6.conv.1.* features.7.conv.0.*
            32×28×28 features.4.* features.5 features.5.* features.6 features.6.*
            192×14×14 features.7.conv.1.*
            384×14×14 features.8.conv.0.* features.8.conv.1.* features.9.conv.0.* features.9.conv.1.* features.10.conv.0.* features.10.conv.1.* features.11.conv.0.* features.11.conv.1.*
            64×14×14 features.7.* features.8 features.8.* features.9 features.9.* features.10 features.10.*
            576×14×14 features.12.conv.0.* features.12.conv.1.* features.13.conv.0.* features.13.conv.1.* features.14.conv.0.*
            96×14×14 features.11.* features.12 features.12.* features.13 features.13.*
            576×7×7 features.14.conv.1.*
            960×7×7 features.15.conv.0.* features.15.conv.1.* features.16.conv.0.* features.16.conv.1.* features.17.conv.0.* features.17.conv.1.*
            160×7×7 features.14.* features.15 features.15.* features.16 features.16.*
            320×7×7 features.17.*
            1280×7×7 features.18.*
            1280×1×1 globalaveragepool1
            1280 flatten1 classifier.0
            1000 classifier.1
            """,
        ["squeezenet-1.1"] = """
            3×224×224 input
            64×111×111 features.0
            64×55×55 features.2
            16×55×55 features.3.squeeze features.4.squeeze
            64×55×55 features.3.expand* features.4.expand*
            128×55×55 features.3 features.4
            128×27×27 features.5
            32×27×27 features.6.squeeze features.7.squeeze
            128×27×27 features.6.expand* features.7.expand*
            256×27×27 features.6 features.7
            256×13×13 features.8
            48×13×13 features.9.squeeze features.10.squeeze
            192×13×13 features.9.expand* features.10.expand*
            384×13×13 features.9 features.10
            64×13×13 features.11.squeeze features.12.squeeze
            256×13×13 features.11.expand* features.12.expand*
            512×13×13 features.11 features.12 classifier.0
            1000×13×13 classifier.1
            1000×1×1 globalaveragepool1
            1000 flatten1
            """,
        ["alexnet"] = """
            3×227×227 input
            96×55×55 conv1 norm1
            96×27×27 pool1
            256×27×27 conv2 norm2
            256×13×13 pool2
            384×13×13 conv3 conv4
            256×13×13 conv5
            256×6×6 pool5
            9216 flatten1
            4096 fc6 dropout1 fc7 dropout2
            1000 fc8 softmax1
            """,
        ["alexnet-torchvision"] = """
            3×224×224 input
            64×55×55 features.0
            64×27×27 features.2
            192×27×27 features.3
            192×13×13 features.5
            384×13×13 features.6
            256×13×13 features.8 features.10
            256×6×6 features.12
            9216 flatten1 classifier.0
            4096 classifier.1 classifier.3 classifier.4
            1000 classifier.6
            """,
        ["googlenet"] = """
            3×224×224 input
            64×112×112 conv1/7x7_s2
            64×56×56 pool1/3x3_s2 pool1/norm1 conv2/3x3_reduce
            192×56×56 conv2/3x3 conv2/norm2
            192×28×28 pool2/3x3_s2 inception_3a/pool
            64×28×28 inception_3a/1x1
            96×28×28 inception_3a/3x3_reduce
            128×28×28 inception_3a/3x3
            16×28×28 inception_3a/5x5_reduce
            32×28×28 inception_3a/5x5 inception_3a/pool_proj
            256×28×28 inception_3a/output inception_3b/pool
            128×28×28 inception_3b/1x1 inception_3b/3x3_reduce
            192×28×28 inception_3b/3x3
            32×28×28 inception_3b/5x5_reduce
            96×28×28 inception_3b/5x5
            64×28×28 inception_3b/pool_proj
            480×28×28 inception_3b/output
            480×14×14 pool3/3x3_s2 inception_4a/pool
            192×14×14 inception_4a/1x1
            96×14×14 inception_4a/3x3_reduce
            208×14×14 inception_4a/3x3
            16×14×14 inception_4a/5x5_reduce
            48×14×14 inception_4a/5x5
            512×14×14 inception_4a/output inception_4b/pool inception_4b/output inception_4c/pool inception_4c/output inception_4d/pool
            160×14×14 inception_4b/1x1 inception_4e/3x3_reduce
            112×14×14 inception_4b/3x3_reduce inception_4d/1x1
            224×14×14 inception_4b/3x3
            24×14×14 inception_4b/5x5_reduce inception_4c/5x5_reduce
            64×14×14 inception_4a/pool_proj inception_4b/5x5 inception_4b/pool_proj inception_4c/5x5 inception_4c/pool_proj inception_4d/5x5 inception_4d/pool_proj
            128×14×14 inception_4c/1x1 inception_4c/3x3_reduce inception_4e/5x5 inception_4e/pool_proj
            256×14×14 inception_4c/3x3 inception_4e/1x1
            144×14×14 inception_4d/3x3_reduce
            288×14×14 inception_4d/3x3
            32×14×14 inception_4d/5x5_reduce inception_4e/5x5_reduce
            528×14×14 inception_4d/output inception_4e/pool
            320×14×14 inception_4e/3x3
            832×14×14 inception_4e/output
            832×7×7 pool4/3x3_s2 inception_5a/pool inception_5a/output inception_5b/pool
            256×7×7 inception_5a/1x1
            160×7×7 inception_5a/3x3_reduce
            320×7×7 inception_5a/3x3
            32×7×7 inception_5a/5x5_reduce
            128×7×7 inception_5a/5x5 inception_5a/pool_proj inception_5b/5x5 inception_5b/pool_proj
            384×7×7 inception_5b/1x1 inception_5b/3x3
            192×7×7 inception_5b/3x3_reduce
            48×7×7 inception_5b/5x5_reduce
            1024×7×7 inception_5b/output
            1024×1×1 pool5/7x7_s1 dropout1
            1024 flatten1
            1000 loss3/classifier prob
            """,
        ["resnet-18"] = """
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
        ["resnet-50"] = """
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
        ["vgg-16"] = """
            3×224×224 input
            64×224×224 features.0 features.2
            64×112×112 features.4
            128×112×112 features.5 features.7
            128×56×56 features.9
            256×56×56 features.10 features.12 features.14
            256×28×28 features.16
            512×28×28 features.17 features.19 features.21
            512×14×14 features.23 features.24 features.26 features.28
            512×7×7 features.30
            25088 flatten1
            4096 classifier.0 classifier.2 classifier.3 classifier.5
            1000 classifier.6
            """,
    };
}
