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
public sealed partial class MobileNetV1;

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
