using FsCheck;
using FsCheck.Fluent;

namespace Levain.Learning.Tests.Series;

public sealed class TimeStepTests
{
    [Fact]
    public void Steps_lead_back_to_their_number() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from unit in Gen.Elements<Func<int, TimeStep>>(TimeStep.Days, TimeStep.Weeks, TimeStep.Months)
         from count in Gen.Choose(1, 9)
         from start in Gen.Choose(600_000, 750_000)
         from steps in Gen.Choose(-200, 400)
         select (Step: unit(count), Start: DateOnly.FromDayNumber(start), Steps: steps)).ToArbitrary(),
        drawn => drawn.Step.Between(drawn.Start, drawn.Step.After(drawn.Start, drawn.Steps)) == drawn.Steps));

    [Fact]
    public void Months_from_a_31st_end_with_the_month_and_come_back_to_the_31st()
    {
        var start = new DateOnly(2023, 12, 31);
        Assert.Equal([new(2024, 1, 31), new(2024, 2, 29), new(2024, 3, 31)], Enumerable.Range(1, 3).Select(step => TimeStep.Months().After(start, step)));
    }

    [Fact]
    public void Dates_between_two_steps_have_no_number()
    {
        Assert.Null(TimeStep.Weeks().Between(new(2024, 1, 1), new(2024, 1, 9)));
        Assert.Null(TimeStep.Months().Between(new(2024, 1, 5), new(2024, 2, 6)));
        Assert.Null(TimeStep.Months(3).Between(new(2024, 1, 5), new(2024, 2, 5)));
    }

    [Fact]
    public void The_calendar_has_an_end() =>
        Assert.Equal("3 steps of 1 month from 9999-11-01 leave the calendar", Assert.Throws<BuildException>(() => TimeStep.Months().After(new(9999, 11, 1), 3)).Message);

    [Fact]
    public void A_step_goes_somewhere() => Assert.Equal("a step of 0 goes nowhere", Assert.Throws<BuildException>(() => TimeStep.Weeks(0)).Message);

    [Fact]
    public void A_date_lies_in_the_step_that_has_begun_last() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from unit in Gen.Choose(0, 2) from count in Gen.Choose(1, 5) from start in Gen.Choose(700_000, 740_000) from days in Gen.Choose(-900, 900) select (unit, count, start, days)).ToArbitrary(),
        drawn =>
        {
            var step = drawn.unit switch { 0 => TimeStep.Days(drawn.count), 1 => TimeStep.Weeks(drawn.count), _ => TimeStep.Months(drawn.count) };
            DateOnly start = DateOnly.FromDayNumber(drawn.start), date = start.AddDays(drawn.days);
            var holding = step.Holding(start, date);
            return step.After(start, holding) <= date && date < step.After(start, holding + 1);
        }));
}
