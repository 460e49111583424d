namespace ModelCompiler.Tests.Zoo;

/// <summary>What others state of a network: the numbers that the definitions are held to.</summary>
/// <param name="Parameters">Trained parameters; with <paramref name="CountsStatistics"/> the stored means and variances too.</param>
/// <param name="CountsStatistics">Keras counts the statistics of batch normalisation among all parameters, PyTorch calls them buffers.</param>
/// <param name="Macs">Multiply-accumulate operations of convolutions and dense layers, in millions, as rounded by the source.</param>
/// <param name="Digits">Decimal places of <paramref name="Macs"/>.</param>
internal sealed record PublishedFigures(string Name, long Parameters, bool CountsStatistics, double Macs, int Digits)
{
    /// <summary>Weights here that the source does not count, statistics apart.</summary>
    public long Uncounted { get; init; }

    public static IReadOnlyList<PublishedFigures> All { get; } =
    [
        // 6·(25 + 1) + 16·(6·25 + 1) + 120·401 + 84·121 + 10·85 parameters; 28²·6·25 + 10²·16·150 + 120·400 + 84·120 + 10·84 MACs.
        // The paper (LeCun et al. 1998) has 60,000: its second convolution reads some maps only, its pools have weights.
        new("lenet-5", 61_706, false, 0.416520, 6),

        // 4·26 + 8·37 + 16·73 + 128·257 + 10·129 parameters; 24²·4·25 + 22²·8·36 + 8²·16·72 + 128·256 + 10·128 MACs,
        // since the pool leaves the ninth row and column of conv3 unread.
        new("digit-cnn", 35_754, false, 0.304768, 6),

        // "The network contains 60,000 trainable parameters"; the 10·84 numbers of the output are fixed. LeNet5Of1998Tests has the
        // connections that the paper counts.
        new("lenet-5-1998", 60_000, false, 0.332824, 6) { Uncounted = 840 },

        // Keras' summaries of the reference models of MLPerf Tiny (mlcommons/tiny, benchmark/training); the MACs as they are usually
        // quoted for them.
        new("autoencoder", 269_992, true, 0.264, 3),
        new("ds-cnn", 24_908, true, 2.66, 2),
        new("resnet-8", 78_666, true, 12.5, 1),
        new("mobilenet-v1-0.25-vww", 221_794, true, 7.49, 2),

        // keras.applications.MobileNet(alpha=0.25); MACs: Howard et al. 2017, table 6.
        new("mobilenet-v1-0.25", 475_544, true, 41, 0),
        new("mobilenet-v1", 4_253_864, true, 569, 0),

        // torchvision.models: num_params and GFLOPS of the weights' documentation, which counts a multiply-accumulate as one.
        new("alexnet-torchvision", 61_100_840, false, 714, 0),
        new("vgg-11", 132_863_336, false, 7_609, 0),
        new("vgg-16", 138_357_544, false, 15_470, -1),
        new("vgg-19", 143_667_240, false, 19_632, 0),
        new("resnet-18", 11_689_512, false, 1814, 0),
        new("resnet-34", 21_797_672, false, 3664, 0),
        // He et al. 2015 state 3.8 G: their form has the strides in the first 1×1 convolutions.
        new("resnet-50", 25_557_032, false, 4089, 0),
        new("resnet-101", 44_549_160, false, 7801, 0),
        new("mobilenet-v2", 3_504_872, false, 301, 0),
        new("mobilenet-v3-small", 2_542_856, false, 57, 0),
        new("mobilenet-v3-large", 5_483_032, false, 217, 0),
        new("efficientnet-b0", 5_288_548, false, 386, 0),
        new("densenet-121", 7_978_856, false, 2834, 0),
        new("squeezenet-1.1", 1_235_496, false, 349, 0),

        // Caffe's bvlc_alexnet; MACs: Sze et al. 2017, "Efficient Processing of Deep Neural Networks", table II.
        new("alexnet", 60_965_224, false, 724, 0),

        // Caffe's bvlc_googlenet without the auxiliary classifiers. The lines of Szegedy et al. 2014 add up to 1,502 M, with 34 for a
        // first layer that has 118 and 54 for an inception 5a that has 51; GoogLeNetTests compares the others.
        new("googlenet", 6_998_552, false, 1_502 - 34 + 118 - 54 + 51, 0),

        // The summary of the Keras port of Caffe's weights; MACs: Tran et al. 2017, "ConvNet Architecture Search for Spatiotemporal
        // Feature Learning", of C3D.
        new("c3d", 79_991_015, false, 38_500, -2),

        // Zhang et al. 2017, "Hello Edge": cells of TensorFlow, which have one bias where PyTorch's have two of 4·118 and 3·154 numbers.
        // Parameters: 4·118·(10 + 118 + 1) + 12·119 and 3·154·(10 + 154 + 1) + 12·155. The paper has 5.9 and 3.8 million operations, two
        // for each MAC, and so many are 4·118·128·49 and 3·154·164·25 MACs; the state that the first step begins with is zero and may
        // be left out, which are 56 and 71 thousand MACs.
        new("lstm-spotter", 62_316, false, 2.93, 1) { Uncounted = 4 * 118 },
        new("gru-spotter", 78_090, false, 1.86, 1) { Uncounted = 3 * 154 },

        // Kim 2014 states no numbers of them: 18,765 words (table 1) and padding in two channels of 300, 100 filters each of 3, 4 and 5
        // words, and 2 classes. MACs: 100·300·(62·3 + 61·4 + 60·5) + 2·300.
        new("text-cnn", (2 * 18_766 * 300) + (100 * ((300 * (3 + 4 + 5)) + 3)) + (2 * 301), false, 21.900600, 6),

        // Zhang et al. 2018 with C = 256, C̄ = 32 and N = 32²: f, g, h and v have 4·C·C̄ parameters and 4·C·C̄·N MACs, the products with
        // the scores 2·C̄·N² MACs; γ is the last parameter.
        new("sagan-block", (4 * 256 * 32) + 1, false, (((4 * 256 * 32) + (2 * 32 * 1024)) * 1024) / 1e6, 6),

        // Bai et al. 2018, table 1, have "≈70K" for it, with 16·25 lengths of weight normalisation that are part of the filters here:
        // (1·7 + 1)·25 + (1 + 1)·25, 15 times (25·7 + 1)·25, and 25·10 + 10. MACs: 784·25·(7 + 1 + 15·25·7) + 250.
        new("tcn", 200 + 50 + (15 * 4_400) + 260, false, ((784 * 25 * (7 + 1 + (15 * 25 * 7))) + 250) / 1e6, 6),

        new("u-net", UNet(height => 1, perFilter: 1), false, UNet(height => (long)height * height, perFilter: 0) / 1e6, 6),
    ];

    /// <summary>Sums over figure 1 of Ronneberger et al. 2015, in which the height shrinks by 2 in each 3×3 convolution.</summary>
    /// <param name="positions">How often a filter of a layer of that height counts.</param>
    /// <param name="perFilter">What a filter has beside its products.</param>
    private static long UNet(Func<int, long> positions, int perFilter)
    {
        var (total, height, maps) = (0L, 572, 1);
        for (var filters = 64; filters <= 1024; filters *= 2)
        {
            Convolve(filters, 9, 2);
            Convolve(filters, 9, 2);
            height = filters == 1024 ? height : height / 2;
        }
        for (var filters = 512; filters >= 64; filters /= 2)
        {
            // Four filters of 1×1, one for each pixel of a 2×2 block, share a bias.
            total += (4 * filters * maps * positions(height)) + (filters * perFilter);
            (height, maps) = (2 * height, 2 * filters);
            Convolve(filters, 9, 2);
            Convolve(filters, 9, 2);
        }
        Convolve(2, 1, 0);
        return total;

        void Convolve(int filters, int taps, int border)
        {
            height -= border;
            total += filters * ((taps * maps * positions(height)) + perFilter);
            maps = filters;
        }
    }
}
