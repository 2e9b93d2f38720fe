using FsCheck;
using FsCheck.Fluent;

namespace Levain.Registry.Tests;

/// <summary>When a group is worth a notification.</summary>
public sealed class NotificationRulesTests
{
    private readonly NotificationRules rules = new();

    [Fact]
    public void Twice_the_mean_is_allowed_and_more_is_told()
    {
        Assert.Null(rules.Drifted(Samples.Approved(0.1, 0.3, 0.4)));

        var drifted = rules.Drifted(Samples.Approved(0.1, 0.3, 0.4001));

        Assert.Equal((NotificationEvent.MetricsDrifted, Samples.Group, 3), (drifted!.Event, drifted.Group, drifted.Version));
        Assert.Equal([new("metric", "mape"), new("value", "0.4001"), new("mean before", "0.2 over 2 approved versions")], drifted.Facts.Take(3));
        Assert.Contains(new("service", "playback"), drifted.Facts);
    }

    [Fact]
    public void Only_the_last_ten_approved_before_it_count()
    {
        double[] old = [100, 100], ten = [.. Enumerable.Repeat(0.1, 10)];

        Assert.NotNull(rules.Drifted(Samples.Approved([.. old, .. ten, 0.21])));
        Assert.Null(rules.Drifted(Samples.Approved([.. ten, .. old, 0.21])));
        Assert.NotNull((rules with { History = 1 }).Drifted(Samples.Approved(100, 0.1, 0.21)));
    }

    [Fact]
    public void Rejected_pending_and_damaged_versions_are_no_history()
    {
        var group = Samples.Of(Samples.Version(1, 0.1), Samples.Version(2, 9, VersionState.Rejected), Samples.Version(3, 9, VersionState.Pending), Samples.Version(4, 0, VersionState.Damaged), Samples.Version(5, 0.21));

        Assert.Equal("0.1 over 1 approved version", rules.Drifted(group)!.Facts.Single(fact => fact.Name == "mean before").Value);
    }

    [Fact]
    public void What_is_not_approved_or_has_no_history_or_no_such_metric_has_not_drifted()
    {
        Assert.Null(rules.Drifted(Samples.Of(Samples.Version(1, 0.1), Samples.Version(2, 9, VersionState.Rejected))));
        Assert.Null(rules.Drifted(Samples.Approved(9)));
        Assert.Null(rules.Drifted(Samples.Of()));
        Assert.Null((rules with { Metric = "auc" }).Drifted(Samples.Approved(0.1, 9)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_metric_that_is_no_number_is_above_every_bound(double value)
    {
        Assert.NotNull(rules.Drifted(Samples.Approved(0.1, value)));
        // Of what came before, it says nothing.
        Assert.Null(rules.Drifted(Samples.Approved(value, 0.1)));
    }

    [Fact]
    public void A_version_is_told_exactly_when_it_is_above_the_factor_times_the_mean()
    {
        var numbers = Gen.Choose(0, 1000).Select(number => number / 1000.0);
        var property = Prop.ForAll(numbers.NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary(), numbers.ToArbitrary(), (before, value) =>
            rules.Drifted(Samples.Approved([.. before, value])) is not null == value > 2 * before.TakeLast(10).Sum(each => each / Math.Min(10, before.Length)));

        Check.QuickThrowOnFailure(property);
    }

    [Fact]
    public void More_than_two_days_after_the_last_approval_what_is_in_use_is_outdated()
    {
        var group = Samples.Of(Samples.Version(1, 0.1), Samples.Version(2, 0.2, VersionState.Pending));

        Assert.Null(rules.Outdated(group, Samples.Start.AddDays(2)));
        var outdated = rules.Outdated(group, Samples.Start.AddDays(2).AddSeconds(1));

        Assert.Equal((NotificationEvent.ModelOutdated, 2), (outdated!.Event, outdated.Version));
        Assert.Equal([new("last update", "2026-01-01 08:00 UTC, 2 days ago"), new("last approved", "version 1"), new("newest", "version 2, waiting for approval")], outdated.Facts.Take(3));
    }

    [Fact]
    public void The_day_of_the_approval_counts_and_not_that_of_the_registration()
    {
        var approved = Samples.Version(1, 0.1) with { Decisions = [new("approved", Samples.Start.AddDays(30), "bert", null)] };

        Assert.Null(rules.Outdated(Samples.Of(approved, Samples.Version(2, 0.2, VersionState.Rejected)), Samples.Start.AddDays(31)));
    }

    [Fact]
    public void An_approved_newest_version_is_never_outdated() => Assert.Null(rules.Outdated(Samples.Approved(0.1), Samples.Start.AddYears(1)));

    [Fact]
    public void Where_nothing_was_ever_approved_the_first_version_counts()
    {
        var group = Samples.Of(Samples.Version(1, 0.1, VersionState.Rejected), Samples.Version(2, 0.1, VersionState.Pending));

        Assert.Equal("none", rules.Outdated(group, Samples.Start.AddDays(3))!.Facts.Single(fact => fact.Name == "last approved").Value);
    }

    [Fact]
    public void An_empty_group_and_one_of_damage_only_are_no_news()
    {
        Assert.Empty(rules.Of(Samples.Of(), Samples.Start.AddYears(1)));
        Assert.Empty(rules.Of(Samples.Of(Samples.Version(1, 0, VersionState.Damaged)), Samples.Start.AddYears(1)));
    }

    [Fact]
    public void Rules_that_cannot_hold_are_refused()
    {
        Assert.Throws<BuildException>(() => rules with { Factor = 0 });
        Assert.Throws<BuildException>(() => rules with { Factor = double.NaN });
        Assert.Throws<BuildException>(() => rules with { History = 0 });
    }
}
