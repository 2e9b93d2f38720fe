using System.Text;
using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>What people read of each event.</summary>
public sealed class ModelNewsTests
{
    [Fact]
    public void Every_event_has_words_that_are_verified()
    {
        var text = new StringBuilder();
        foreach (var notification in (Notification[])[.. All()]) text.Append(NotificationText.Whole(notification)).Append("--\n");

        Verified.Text(text.ToString());
        Assert.Equal(Enum.GetValues<NotificationEvent>(), All().Select(notification => notification.Event).Distinct().Order());
    }

    [Fact]
    public void A_version_that_needs_nobody_is_no_news() => Assert.Null(ModelNews.Registered(Samples.Approved(0.2), Samples.Version(1, 0.2)));

    [Fact]
    public void A_refused_version_is_told_as_a_failed_gate_and_a_pending_one_as_waiting()
    {
        var (refused, pending) = (Refused(), Samples.Version(2, 0.2, VersionState.Pending));

        Assert.Equal(NotificationEvent.GateFailed, ModelNews.Registered(Samples.Of(refused), refused)!.Event);
        Assert.Equal(NotificationEvent.WaitingForApproval, ModelNews.Registered(Samples.Of(refused, pending), pending)!.Event);
    }

    [Fact]
    public void A_name_that_nobody_has_any_more_is_told_as_rolled_back()
    {
        var news = ModelNews.Moved(Samples.Approved(0.2), new("production", 1, null, Samples.Start, "bert", null));

        Assert.Equal((NotificationEvent.RolledBack, null), (news.Event, news.Version));
        Assert.Contains(new("now", "none"), news.Facts);
    }

    [Fact]
    public void Of_a_damaged_version_nothing_can_be_told() =>
        Assert.Equal("version 1 is damaged: its bytes are not those that were written", Assert.Throws<BuildException>(() => ModelNews.GateFailed(Samples.Of(), Samples.Version(1, 0, VersionState.Damaged))).Message);

    [Theory]
    [InlineData("https://user:secret@ci.example.org/", "it holds a password")]
    [InlineData("javascript:alert(1)", "it is no page")]
    [InlineData("file:///etc/passwd", "it is a file of this machine")]
    [InlineData("/runs/7", "it does not say where")]
    public void A_link_is_refused(string link, string why)
    {
        Assert.NotEmpty(why);
        var error = Assert.Throws<BuildException>(() => Samples.Failed with { Link = new(link, UriKind.RelativeOrAbsolute) });

        Assert.Equal("the link of a notification is no address of a page", error.Message);
    }

    [Theory]
    [InlineData("one\r\nBcc: all@example.org", "one Bcc: all@example.org", "a line break would be a header or a command")]
    [InlineData("\u001b[31mred\u0007", "[31mred", "it would steer the terminal")]
    [InlineData("safe\u202Egpj.exe", "safegpj.exe", "it would be read backwards")]
    [InlineData("  a \t\t b\u2028c  ", "a b c", "spaces are spaces")]
    [InlineData("ячмень 大麦 🏒", "ячмень 大麦 🏒", "letters of any script stay")]
    public void A_text_from_outside_is_one_line_of_what_can_be_seen(string text, string expected, string why)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, NotificationText.Line(text));
    }

    [Fact]
    public void Half_a_letter_is_shown_as_none() => Assert.Equal("\uFFFD alone", NotificationText.Line("🏒"[..1] + " alone"));

    [Fact]
    public void Very_many_facts_are_counted_and_very_long_ones_cut()
    {
        var notification = Samples.Failed with { Facts = [.. Enumerable.Range(1, 500).Select(i => new NotificationFact($"metric {i}", new string('9', 100_000)))] };

        var facts = NotificationText.Facts(notification);

        Assert.Equal((60, "and 441 more"), (facts.Count, facts[^1].Value));
        Assert.All(facts, fact => Assert.InRange(fact.Value.Length, 1, 1001));
    }

    private static IEnumerable<Notification> All()
    {
        var refused = Refused();
        var group = Samples.Of([Samples.Version(1, 0.21), refused, Samples.Version(3, 0.19, VersionState.Pending)], new() { [ModelGroup.Champion] = 1 });
        var waiting = group.Versions[2] with { Record = group.Versions[2].Record! with { ApprovalsNeeded = 2, IsDirty = true }, Decisions = [new("approved", Samples.Start, "anna", null)] };
        Uri link = new("https://ci.example.org/runs/77?tab=log&all=1");
        yield return ModelNews.GateFailed(group, refused, link);
        yield return ModelNews.WaitingForApproval(group, waiting, link);
        yield return ModelNews.Moved(group, new("production", null, 1, Samples.Start, "bert", "the figures of March"));
        yield return ModelNews.Moved(group, new("production", 2, 1, Samples.Start, "bert", null) { IsRollback = true });
        yield return new NotificationRules().Drifted(Samples.Approved(0.1, 0.12, 0.25), link)!;
        yield return new NotificationRules().Outdated(Samples.Of(Samples.Version(1, 0.2), refused), Samples.Start.AddDays(5))!;
        yield return ModelNews.BuildFailed("event-traffic", "TrainTrees", new BuildException("stage `TrainTrees` has no rows", "look at `Features`"), link);
    }

    private static ModelVersion Refused() => Samples.Version(2, 0.41, VersionState.Rejected) with
    {
        Record = Samples.Record(0.41) with
        {
            Gates =
            [
                new("mae", 20.41, "≤ 25", true),
                new("mape", 0.41, "≤ 0.33", false) { Champion = 0.21, Note = "on the test rows of March" },
                new("mape of league=nhl", null, "not worse than the champion", false),
            ],
        },
    };
}
