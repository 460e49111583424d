namespace ModelCompiler;

/// <summary>Order of the elements of an input.</summary>
public enum Layout
{
    /// <summary>Channels, then height, then width (NCHW).</summary>
    ChannelsFirst,

    /// <summary>Height, then width, then channels (NHWC): the pixels of most cameras and image files.</summary>
    ChannelsLast,
}
