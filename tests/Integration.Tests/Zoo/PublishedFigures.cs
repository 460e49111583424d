namespace ModelCompiler.Tests.Zoo;

/// <summary>What others state of a network: the numbers that the definitions are held to.</summary>
/// <param name="Parameters">Trained parameters; with <paramref name="CountsStatistics"/> the stored means and variances too.</param>
/// <param name="CountsStatistics">Keras counts the statistics of batch normalisation among all parameters, PyTorch calls them buffers.</param>
/// <param name="Macs">Multiply-accumulate operations of convolutions and dense layers, in millions, as rounded by the source.</param>
/// <param name="Digits">Decimal places of <paramref name="Macs"/>.</param>
internal sealed record PublishedFigures(string Name, long Parameters, bool CountsStatistics, double Macs, int Digits)
{
    public static IReadOnlyList<PublishedFigures> All { get; } =
    [
        // 6·(25 + 1) + 16·(6·25 + 1) + 120·401 + 84·121 + 10·85 parameters; 28²·6·25 + 10²·16·150 + 120·400 + 84·120 + 10·84 MACs.
        // The paper (LeCun et al. 1998) has 60,000: its second convolution reads some maps only, its pools have weights.
        new("lenet-5", 61_706, false, 0.416520, 6),

        // 4·26 + 8·37 + 16·73 + 128·257 + 10·129 parameters; 24²·4·25 + 22²·8·36 + 9²·16·72 + 128·256 + 10·128 MACs.
        new("digit-cnn", 35_754, false, 0.324352, 6),

        // Keras' summaries of the reference models of MLPerf Tiny (mlcommons/tiny, benchmark/training); the MACs as they are usually
        // quoted for them.
        new("autoencoder", 269_992, true, 0.264, 3),
        new("ds-cnn", 24_908, true, 2.66, 2),
        new("resnet-8", 78_666, true, 12.5, 1),
        new("mobilenet-v1-0.25-vww", 221_794, true, 7.49, 2),

        // keras.applications.MobileNet(alpha=0.25); MACs: Howard et al. 2017, table 6.
        new("mobilenet-v1-0.25", 475_544, true, 41, 0),

        // torchvision.models: num_params and GFLOPS of the weights' documentation, which counts a multiply-accumulate as one.
        new("alexnet-torchvision", 61_100_840, false, 714, 0),
        new("vgg-16", 138_357_544, false, 15_470, -1),
        new("resnet-18", 11_689_512, false, 1814, 0),
        // He et al. 2015 state 3.8 G: their form has the strides in the first 1×1 convolutions.
        new("resnet-50", 25_557_032, false, 4089, 0),
        new("mobilenet-v2", 3_504_872, false, 301, 0),
        new("squeezenet-1.1", 1_235_496, false, 349, 0),

        // Caffe's bvlc_alexnet; MACs: Sze et al. 2017, "Efficient Processing of Deep Neural Networks", table II.
        new("alexnet", 60_965_224, false, 724, 0),

        // Caffe's bvlc_googlenet without the auxiliary classifiers. The lines of Szegedy et al. 2014 add up to 1,502 M, with 34 for a
        // first layer that has 118 and 54 for an inception 5a that has 51; GoogLeNetTests compares the others.
        new("googlenet", 6_998_552, false, 1_502 - 34 + 118 - 54 + 51, 0),
    ];
}
