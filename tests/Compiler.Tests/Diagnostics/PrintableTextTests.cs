using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tests.Diagnostics;

public class PrintableTextTests
{
    [Theory]
    [InlineData("conv1.weight", "conv1.weight")]
    [InlineData("größe 大 😀 {0} \" \\", "größe 大 😀 {0} \" \\")]
    [InlineData("a\r\nb\t\0", "a\\u000D\\u000Ab\\u0009\\u0000")]
    [InlineData("\u2028\u202E\u200B\u0085", "\\u2028\\u202E\\u200B\\u0085")]
    [InlineData("", "")]
    public void Escapes_what_would_rearrange_a_message(string text, string expected) => Assert.Equal(expected, PrintableText.From(text));

    [Fact]
    public void Escapes_half_a_surrogate_pair() => Assert.Equal("\\uD83D", PrintableText.From("\uD83D"));

    [Fact]
    public void Cuts_what_nobody_reads() => Assert.Equal(new string('x', 500) + "…", PrintableText.From(new string('x', 100_000)));

    [Fact]
    public void A_text_of_the_maximum_length_stays_whole() => Assert.Equal(new string('x', 500), PrintableText.From(new string('x', 500)));
}
