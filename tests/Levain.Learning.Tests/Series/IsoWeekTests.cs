using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Levain.Learning.Tests.Series;

public sealed class IsoWeekTests
{
    [Fact]
    public void A_week_is_dated_by_the_Sunday_before_it() => Assert.Equal(new DateOnly(2020, 1, 19), IsoWeek.FromId(202004).SundayBefore);

    [Theory]
    [InlineData(201952, 202001)]
    [InlineData(202052, 202053)]
    [InlineData(202053, 202101)]
    [InlineData(202004, 202005)]
    [InlineData(202652, 202653)]
    public void The_next_week_knows_years_of_52_and_53_weeks(int id, int next) => Assert.Equal(next, IsoWeek.FromId(id).Next.Id);

    [Fact]
    public void Ten_weeks_from_a_cut_off_are_the_horizon() =>
        Assert.Equal([202048, 202049, 202050, 202051, 202052, 202053, 202101, 202102, 202103, 202104], Enumerable.Range(0, 10).Select(week => IsoWeek.FromId(202048).Plus(week).Id));

    [Fact]
    public void Every_day_lies_in_the_week_of_the_calendar() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(400, DateOnly.MaxValue.DayNumber - 400).ToArbitrary(), day =>
    {
        var date = DateOnly.FromDayNumber(day);
        var week = IsoWeek.Of(date);
        return week.Year == ISOWeek.GetYear(date) && week.Number == ISOWeek.GetWeekOfYear(date) && IsoWeek.FromId(week.Id) == week && week.Monday <= date && date < week.Next.Monday;
    }));

    [Theory]
    [InlineData(202153, "`202153` is no week: 2021 has weeks 1 to 52")] // 2020 had 53
    [InlineData(202054, "`202054` is no week: 2020 has weeks 1 to 53")]
    [InlineData(202000, "`202000` is no week: 2020 has weeks 1 to 53")] // weeks begin with 1
    [InlineData(52, "`52` is no week: its year is 0")] // the year was forgotten
    [InlineData(-202004, "`-202004` is no week: its year is -2020")]
    public void What_is_no_week_is_told(int id, string message) => Assert.Equal(message, Assert.Throws<BuildException>(() => IsoWeek.FromId(id)).Message);
}
