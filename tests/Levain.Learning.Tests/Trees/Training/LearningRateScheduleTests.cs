namespace Levain.Learning.Tests.Trees.Training;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Each_kind_goes_its_way()
    {
        Assert.Equal([1, 1, 1], Factors(LearningRateSchedule.Constant, 3));
        Assert.Equal([1, 0.5, 0.25, 0.125], Factors(LearningRateSchedule.Exponential(0.5), 4));
        Assert.Equal([1, Math.Sqrt(0.5), 0.5], Factors(LearningRateSchedule.Exponential(0.5, rounds: 2), 3), Near);
        Assert.Equal([1, 1, 0.1, 0.1, 0.01], Factors(LearningRateSchedule.Steps(0.1, 2, 4), 5), Near);
        Assert.Equal([1, 0.55, 0.1], Factors(LearningRateSchedule.Cosine(0.1), 3), Near);
        Assert.Equal([1], Factors(LearningRateSchedule.Cosine(0.1), 1));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<BuildException>(() => LearningRateSchedule.Exponential(0));
        Assert.Throws<BuildException>(() => LearningRateSchedule.Exponential(1.1));
        Assert.Throws<BuildException>(() => LearningRateSchedule.Exponential(0.5, rounds: 0));
        Assert.Throws<BuildException>(() => LearningRateSchedule.Steps(double.NaN, 1));
        Assert.Throws<BuildException>(() => LearningRateSchedule.Steps(0.5, -1));
        Assert.Throws<BuildException>(() => LearningRateSchedule.Cosine(-0.1));
    }

    [Fact]
    public void Equal_schedules_are_equal()
    {
        Assert.Equal(LearningRateSchedule.Steps(0.1, 2, 4), LearningRateSchedule.Steps(0.1, 2, 4));
        Assert.NotEqual(LearningRateSchedule.Steps(0.1, 2, 4), LearningRateSchedule.Steps(0.1, 2, 5));
    }

    private static double[] Factors(LearningRateSchedule schedule, int rounds) => [.. Enumerable.Range(0, rounds).Select(round => schedule.At(round, rounds))];

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-12;
}
