using ModelCompiler;

namespace Zoo;

/// <summary>The method Run of a compiled model with one input and one output.</summary>
internal delegate void Inference(ReadOnlySpan<float> input, Span<float> output);

/// <summary>A network of the zoo, with what the build found out about it and what others say.</summary>
/// <param name="Create">Creates an instance; the first one draws and packs the weights.</param>
internal sealed record ZooNetwork(
    string Name, ModelInfo Info, int InputLength, int OutputLength, Func<Inference> Create, Published Published)
{
    private const string Layers = "layer by layer, see README";
    private const string Torchvision = "torchvision";
    private const string Tiny = "MLPerf Tiny reference model";
    private const string HelloEdge = "Zhang et al. 2017";

    /// <summary>Elements of the input are below it: pixels and coefficients, or numbers of words.</summary>
    public float InputRange { get; init; } = 1;

    /// <summary>From the smallest to the largest.</summary>
    public static IReadOnlyList<ZooNetwork> All { get; } =
    [
        new("digit-cnn", DigitCnn.Info, DigitCnn.InputLength, DigitCnn.OutputLength, () => new DigitCnn().Run,
            new(35_754, 0, "0.305 M", Layers)),
        new("lenet-5", LeNet5.Info, LeNet5.InputLength, LeNet5.OutputLength, () => new LeNet5().Run,
            new(61_706, 0, "0.417 M", Layers)),
        new("lenet-5-1998", LeNet5Of1998.Info, LeNet5Of1998.InputLength, LeNet5Of1998.OutputLength, () => new LeNet5Of1998().Run,
            new(60_000, 840, "0.333 M", "LeCun et al. 1998")),
        new("autoencoder", Autoencoder.Info, Autoencoder.InputLength, Autoencoder.OutputLength, () => new Autoencoder().Run,
            new(269_992, 0, "0.264 M", Tiny)),
        new("gru-spotter", GruSpotter.Info, GruSpotter.InputLength, GruSpotter.OutputLength, () => new GruSpotter().Run,
            new(78_090, 462, "1.9 M", HelloEdge)),
        new("ds-cnn", DsCnn.Info, DsCnn.InputLength, DsCnn.OutputLength, () => new DsCnn().Run,
            new(24_908, 0, "2.66 M", Tiny)),
        new("lstm-spotter", LstmSpotter.Info, LstmSpotter.InputLength, LstmSpotter.OutputLength, () => new LstmSpotter().Run,
            new(62_316, 472, "2.95 M", HelloEdge)),
        new("mobilenet-v1-0.25-vww", MobileNetV1Vww.Info, MobileNetV1Vww.InputLength, MobileNetV1Vww.OutputLength,
            () => new MobileNetV1Vww().Run,
            new(221_794, 0, "7.49 M", Tiny)),
        new("resnet-8", ResNet8.Info, ResNet8.InputLength, ResNet8.OutputLength, () => new ResNet8().Run,
            new(78_666, 0, "12.5 M", Tiny)),
        new("text-cnn", TextCnn.Info, TextCnn.InputLength, TextCnn.OutputLength, () => new TextCnn().Run,
            new(11_620_502, 0, "21.9 M", Layers)) { InputRange = 18_766 },
        new("mobilenet-v1-0.25", MobileNetV1Quarter.Info, MobileNetV1Quarter.InputLength, MobileNetV1Quarter.OutputLength,
            () => new MobileNetV1Quarter().Run,
            new(475_544, 0, "41 M", "Keras; MACs: Howard et al. 2017")),
        new("tcn", Tcn.Info, Tcn.InputLength, Tcn.OutputLength, () => new Tcn().Run,
            new(66_510, 0, "51.6 M", Layers)),
        new("mobilenet-v3-small", MobileNetV3Small.Info, MobileNetV3Small.InputLength, MobileNetV3Small.OutputLength,
            () => new MobileNetV3Small().Run,
            new(2_542_856, 12_112, "0.057 G", Torchvision)),
        new("sagan-block", SaganBlock.Info, SaganBlock.InputLength, SaganBlock.OutputLength, () => new SaganBlock().Run,
            new(32_769, 0, "0.101 G", Layers)),
        new("mobilenet-v3-large", MobileNetV3Large.Info, MobileNetV3Large.InputLength, MobileNetV3Large.OutputLength,
            () => new MobileNetV3Large().Run,
            new(5_483_032, 24_400, "0.217 G", Torchvision)),
        new("mobilenet-v2", MobileNetV2.Info, MobileNetV2.InputLength, MobileNetV2.OutputLength, () => new MobileNetV2().Run,
            new(3_504_872, 34_112, "0.301 G", Torchvision)),
        new("squeezenet-1.1", SqueezeNet.Info, SqueezeNet.InputLength, SqueezeNet.OutputLength, () => new SqueezeNet().Run,
            new(1_235_496, 0, "0.349 G", Torchvision)),
        new("efficientnet-b0", EfficientNetB0.Info, EfficientNetB0.InputLength, EfficientNetB0.OutputLength, () => new EfficientNetB0().Run,
            new(5_288_548, 42_016, "0.386 G", Torchvision)),
        new("mobilenet-v1", MobileNetV1.Info, MobileNetV1.InputLength, MobileNetV1.OutputLength, () => new MobileNetV1().Run,
            new(4_253_864, 0, "0.569 G", "Keras; MACs: Howard et al. 2017")),
        new("alexnet-torchvision", AlexNetTorchvision.Info, AlexNetTorchvision.InputLength, AlexNetTorchvision.OutputLength,
            () => new AlexNetTorchvision().Run,
            new(61_100_840, 0, "0.714 G", Torchvision)),
        new("alexnet", AlexNet.Info, AlexNet.InputLength, AlexNet.OutputLength, () => new AlexNet().Run,
            new(60_965_224, 0, "0.724 G", "Caffe; MACs: Sze et al. 2017")),
        new("googlenet", GoogLeNet.Info, GoogLeNet.InputLength, GoogLeNet.OutputLength, () => new GoogLeNet().Run,
            new(6_998_552, 0, "1.5 G", "Caffe; MACs: Szegedy et al. 2014")),
        new("resnet-18", ResNet18.Info, ResNet18.InputLength, ResNet18.OutputLength, () => new ResNet18().Run,
            new(11_689_512, 9_600, "1.814 G", Torchvision)),
        new("densenet-121", DenseNet121.Info, DenseNet121.InputLength, DenseNet121.OutputLength, () => new DenseNet121().Run,
            new(7_978_856, 83_648, "2.834 G", Torchvision)),
        new("resnet-34", ResNet34.Info, ResNet34.InputLength, ResNet34.OutputLength, () => new ResNet34().Run,
            new(21_797_672, 17_024, "3.664 G", Torchvision)),
        new("resnet-50", ResNet50.Info, ResNet50.InputLength, ResNet50.OutputLength, () => new ResNet50().Run,
            new(25_557_032, 53_120, "4.089 G", Torchvision)),
        new("vgg-11", Vgg11.Info, Vgg11.InputLength, Vgg11.OutputLength, () => new Vgg11().Run,
            new(132_863_336, 0, "7.609 G", Torchvision)),
        new("resnet-101", ResNet101.Info, ResNet101.InputLength, ResNet101.OutputLength, () => new ResNet101().Run,
            new(44_549_160, 105_344, "7.801 G", Torchvision)),
        new("vgg-16", Vgg16.Info, Vgg16.InputLength, Vgg16.OutputLength, () => new Vgg16().Run,
            new(138_357_544, 0, "15.47 G", Torchvision)),
        new("vgg-19", Vgg19.Info, Vgg19.InputLength, Vgg19.OutputLength, () => new Vgg19().Run,
            new(143_667_240, 0, "19.63 G", Torchvision)),
        new("c3d", C3D.Info, C3D.InputLength, C3D.OutputLength, () => new C3D().Run,
            new(79_991_015, 0, "38.5 G", "Keras; MACs: Tran et al. 2017")),
        new("u-net", UNet.Info, UNet.InputLength, UNet.OutputLength, () => new UNet().Run,
            new(31_030_658, 0, "150 G", Layers)),
    ];
}
