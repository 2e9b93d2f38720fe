using Levain.Tables.Sources;

namespace Levain.Tables.Tests.Sources;

public sealed class SourceLimitsTests
{
    [Fact]
    public void Limits_are_read_from_a_text() =>
        Assert.Equal(new SourceLimits { File = 2L << 30, Ratio = 500, Members = 7 }, SourceLimits.Parse("file=2GiB; ratio=500;members=7;"));

    [Fact]
    public void Nothing_said_means_the_usual() => Assert.Equal(new SourceLimits(), SourceLimits.Parse(null));

    [Theory]
    [InlineData("file", "no amount")]
    [InlineData("file=", "an empty amount")]
    [InlineData("file=-1", "less than nothing")]
    [InlineData("file=0", "nothing")]
    [InlineData("file=2XB", "no unit")]
    [InlineData("file=99999999999T", "more than fits")]
    [InlineData("fil=3", "no such limit")]
    public void A_limit_that_makes_no_sense_is_refused(string text, string why) => Assert.True(Record.Exception(() => SourceLimits.Parse(text)) is UsageException { Hint: not null }, why);
}
