using ModelCompiler;

namespace Zoo;

[CompiledModel("models/lenet-5.json")]
public sealed partial class LeNet5;

[CompiledModel("models/digit-cnn.json")]
public sealed partial class DigitCnn;

[CompiledModel("models/autoencoder.json")]
public sealed partial class Autoencoder;

[CompiledModel("models/ds-cnn.json")]
public sealed partial class DsCnn;

[CompiledModel("models/resnet-8.json")]
public sealed partial class ResNet8;

[CompiledModel("models/mobilenet-v1-0.25-vww.json")]
public sealed partial class MobileNetV1Vww;

[CompiledModel("models/mobilenet-v1-0.25.json")]
public sealed partial class MobileNetV1Quarter;

[CompiledModel("models/mobilenet-v2.json")]
public sealed partial class MobileNetV2;

[CompiledModel("models/squeezenet-1.1.json")]
public sealed partial class SqueezeNet;

[CompiledModel("models/alexnet.json")]
public sealed partial class AlexNet;

[CompiledModel("models/alexnet-torchvision.json")]
public sealed partial class AlexNetTorchvision;

[CompiledModel("models/googlenet.json")]
public sealed partial class GoogLeNet;

[CompiledModel("models/resnet-18.json")]
public sealed partial class ResNet18;

[CompiledModel("models/resnet-50.json")]
public sealed partial class ResNet50;

[CompiledModel("models/vgg-16.json")]
public sealed partial class Vgg16;

[CompiledModel("models/lenet-5-1998.json")]
public sealed partial class LeNet5Of1998;

[CompiledModel("models/lstm-spotter.json")]
public sealed partial class LstmSpotter;

[CompiledModel("models/gru-spotter.json")]
public sealed partial class GruSpotter;

[CompiledModel("models/text-cnn.json")]
public sealed partial class TextCnn;

[CompiledModel("models/tcn.json")]
public sealed partial class Tcn;

[CompiledModel("models/sagan-block.json")]
public sealed partial class SaganBlock;

[CompiledModel("models/mobilenet-v1.json")]
public sealed partial class MobileNetV1;

[CompiledModel("models/mobilenet-v3-small.json")]
public sealed partial class MobileNetV3Small;

[CompiledModel("models/mobilenet-v3-large.json")]
public sealed partial class MobileNetV3Large;

[CompiledModel("models/efficientnet-b0.json")]
public sealed partial class EfficientNetB0;

[CompiledModel("models/densenet-121.json")]
public sealed partial class DenseNet121;

[CompiledModel("models/resnet-34.json")]
public sealed partial class ResNet34;

[CompiledModel("models/resnet-101.json")]
public sealed partial class ResNet101;

[CompiledModel("models/vgg-11.json")]
public sealed partial class Vgg11;

[CompiledModel("models/vgg-19.json")]
public sealed partial class Vgg19;

[CompiledModel("models/u-net.json")]
public sealed partial class UNet;

[CompiledModel("models/c3d.json")]
public sealed partial class C3D;
