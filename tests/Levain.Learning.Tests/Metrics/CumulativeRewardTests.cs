using Levain.Numerics;

namespace Levain.Learning.Tests.Metrics;

public sealed class CumulativeRewardTests
{
    [Fact]
    public async Task It_is_what_the_seed_adds_up()
    {
        var random = new CounterRandom(3);
        double[] closes = [.. Enumerable.Range(0, 400).Select(i => 5400 + 20 * random.Normal((ulong)i))];
        float[] predictions = [.. Enumerable.Range(0, 400).Select(i => (float)random.Fork(1).Uniform((ulong)i))];

        var answer = await Python.AskAsync("""
            close, up = np.array(given["closes"]), np.array(given["predictions"]) > 0.5
            won = np.where(up[:-3], 1, -1) * (close[3:] - close[:-3])
            answer = {"reward": [won.sum()], "return": [(won / close[:-3]).sum()]}
            """, new { closes, predictions });

        var mine = CumulativeReward.Of(predictions, closes);
        Close.To(answer.Numbers("reward")[0], mine.Reward, 1e-12, "the reward");
        Close.To(answer.Numbers("return")[0], mine.Return, 1e-12, "the return");
    }

    [Fact]
    public void Positions_overlap_and_the_last_rows_begin_none() =>
        Assert.Equal(new CumulativeReward(10 - 15, 0.1 - 0.15 / 1.2), CumulativeReward.Of([0.9f, 0.5f, 0.9f, 0.9f], [100, 120, 110, 135], steps: 2));

    [Fact]
    public void What_cannot_be_followed_is_said()
    {
        Assert.Equal("there are 1 predictions for 2 prices", Message([1], [1, 2]));
        Assert.Equal("a position ends 3 rows after it begins, and there are 0 rows", Message([], []));
        Assert.Equal("a position ends 3 rows after it begins, and there are 3 rows", Message([1, 1, 1], [1, 2, 3]));
        Assert.Equal("a position is held for at least one row, and 0 are asked for", Message([1], [1], steps: 0));
        Assert.Equal("the prediction of row 2 is no number", Message([1, float.NaN], [1, 2], steps: 1));
        Assert.Equal("the price of row 2 is 0, and not above 0", Message([1, 1], [1, 0], steps: 1));
        Assert.Equal("the price of row 1 is NaN, and not above 0", Message([1, 1], [double.NaN, 1], steps: 1));
    }

    private static string Message(float[] predictions, double[] closes, int steps = 3) => Assert.Throws<BuildException>(() => CumulativeReward.Of(predictions, closes, steps)).Message;
}
