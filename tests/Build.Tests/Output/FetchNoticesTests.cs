using Levain.Host.Output;

namespace Levain.Host.Tests.Output;

public sealed class FetchNoticesTests
{
    private readonly ManualClock clock = new();
    private readonly List<string> lines = [];

    [Fact]
    public void A_long_download_is_told_of_every_ten_seconds()
    {
        var notices = new FetchNotices(lines.Add, clock);
        notices.Planned(3, 40 << 20);
        notices.Transferred(1 << 20);
        clock.Advance(11);
        notices.FileDone();

        notices.Transferred(11 << 20);
        notices.Transferred(1 << 20);

        Assert.Equal("fetching 1/3 files, 12 MiB of 40 MiB", Assert.Single(lines));
    }

    [Fact]
    public void A_short_download_is_not_told_of()
    {
        new FetchNotices(lines.Add, clock).Transferred(5);

        Assert.Empty(lines);
    }
}
