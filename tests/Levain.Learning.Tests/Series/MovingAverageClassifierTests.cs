using FsCheck;
using FsCheck.Fluent;
using Levain.Numerics;

namespace Levain.Learning.Tests.Series;

public sealed class MovingAverageClassifierTests
{
    [Fact]
    public void A_close_above_the_mean_of_the_window_is_a_rise() =>
        Assert.Equal([null, null, true, false, false, true], new MovingAverageClassifier { Window = 3 }.Predict([1, 2, 3, 2, 1, 4]));

    [Fact]
    public void A_close_that_never_changes_is_no_rise() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 60).ToArbitrary(), window =>
        new MovingAverageClassifier { Window = window }.Predict([.. Enumerable.Repeat(0.1 * window, 100)]).Skip(window - 1).All(rise => rise == false)));

    [Fact]
    public void Only_the_window_decides() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new CounterRandom((ulong)seed);
        double[] closes = [.. Enumerable.Range(0, 60).Select(i => 100 + random.Normal((ulong)i))], other = [.. closes[..30].Select(close => -close), .. closes[30..]];
        var classifier = new MovingAverageClassifier();
        return classifier.Predict(closes).Skip(37).SequenceEqual(classifier.Predict(other).Skip(37))
            && classifier.Predict(closes).Skip(7).Select((rise, i) => rise == (closes[i + 7] > closes.AsSpan(i, 8).ToArray().Average())).All(same => same);
    }));

    [Fact]
    public void What_is_no_price_is_told() =>
        Assert.Equal("close 1, counted from 0, is NaN", Assert.Throws<BuildException>(() => new MovingAverageClassifier().Predict([1, double.NaN])).Message);
}
