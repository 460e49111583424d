using ModelCompiler;

namespace Zoo;

/// <summary>The method Run of a compiled model with one input and one output.</summary>
internal delegate void Inference(ReadOnlySpan<float> input, Span<float> output);

/// <summary>A network of the zoo, with what the build found out about it and what others say.</summary>
/// <param name="Create">Creates an instance; the first one draws and packs the weights.</param>
internal sealed record ZooNetwork(
    string Name, ModelInfo Info, int InputLength, int OutputLength, Func<Inference> Create, Published Published)
{
    private const string Torchvision = "torchvision";
    private const string Tiny = "MLPerf Tiny reference model";

    /// <summary>From the smallest to the largest.</summary>
    public static IReadOnlyList<ZooNetwork> All { get; } =
    [
        new("digit-cnn", DigitCnn.Info, DigitCnn.InputLength, DigitCnn.OutputLength, () => new DigitCnn().Run,
            new(35_754, 0, "0.324 M", "layer by layer, see README")),
        new("lenet-5", LeNet5.Info, LeNet5.InputLength, LeNet5.OutputLength, () => new LeNet5().Run,
            new(61_706, 0, "0.417 M", "layer by layer, see README")),
        new("autoencoder", Autoencoder.Info, Autoencoder.InputLength, Autoencoder.OutputLength, () => new Autoencoder().Run,
            new(269_992, 0, "0.264 M", Tiny)),
        new("ds-cnn", DsCnn.Info, DsCnn.InputLength, DsCnn.OutputLength, () => new DsCnn().Run,
            new(24_908, 0, "2.66 M", Tiny)),
        new("mobilenet-v1-0.25-vww", MobileNetV1Vww.Info, MobileNetV1Vww.InputLength, MobileNetV1Vww.OutputLength,
            () => new MobileNetV1Vww().Run, new(221_794, 0, "7.49 M", Tiny)),
        new("resnet-8", ResNet8.Info, ResNet8.InputLength, ResNet8.OutputLength, () => new ResNet8().Run,
            new(78_666, 0, "12.5 M", Tiny)),
        new("mobilenet-v1-0.25", MobileNetV1.Info, MobileNetV1.InputLength, MobileNetV1.OutputLength, () => new MobileNetV1().Run,
            new(475_544, 0, "41 M", "Keras; MACs: Howard et al. 2017")),
        new("mobilenet-v2", MobileNetV2.Info, MobileNetV2.InputLength, MobileNetV2.OutputLength, () => new MobileNetV2().Run,
            new(3_504_872, 34_112, "0.301 G", Torchvision)),
        new("squeezenet-1.1", SqueezeNet.Info, SqueezeNet.InputLength, SqueezeNet.OutputLength, () => new SqueezeNet().Run,
            new(1_235_496, 0, "0.349 G", Torchvision)),
        new("alexnet-torchvision", AlexNetTorchvision.Info, AlexNetTorchvision.InputLength, AlexNetTorchvision.OutputLength,
            () => new AlexNetTorchvision().Run, new(61_100_840, 0, "0.714 G", Torchvision)),
        new("alexnet", AlexNet.Info, AlexNet.InputLength, AlexNet.OutputLength, () => new AlexNet().Run,
            new(60_965_224, 0, "0.724 G", "Caffe; MACs: Sze et al. 2017")),
        new("googlenet", GoogLeNet.Info, GoogLeNet.InputLength, GoogLeNet.OutputLength, () => new GoogLeNet().Run,
            new(6_998_552, 0, "1.5 G", "Caffe; MACs: Szegedy et al. 2014")),
        new("resnet-18", ResNet18.Info, ResNet18.InputLength, ResNet18.OutputLength, () => new ResNet18().Run,
            new(11_689_512, 9_600, "1.814 G", Torchvision)),
        new("resnet-50", ResNet50.Info, ResNet50.InputLength, ResNet50.OutputLength, () => new ResNet50().Run,
            new(25_557_032, 53_120, "4.089 G", Torchvision)),
        new("vgg-16", Vgg16.Info, Vgg16.InputLength, Vgg16.OutputLength, () => new Vgg16().Run,
            new(138_357_544, 0, "15.47 G", Torchvision)),
    ];
}
