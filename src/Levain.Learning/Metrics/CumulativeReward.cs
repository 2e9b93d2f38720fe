using Levain.Numerics;

namespace Levain.Learning;

/// <summary>What following predictions of a price's direction would have won: one unit is held for some steps from every row, up or down, without costs.</summary>
/// <param name="Reward">The sum of what each position won, in units of the price.</param>
/// <param name="Return">The sum of what each won as a share of the price it began at; nothing is reinvested.</param>
public sealed record CumulativeReward(double Reward, double Return)
{
    /// <summary>The last rows, from which no position would end, are left out.</summary>
    /// <param name="predictions">The probability of a rise, for each row.</param>
    /// <param name="closes">The price at each row, in the order of time.</param>
    /// <param name="steps">After how many rows a position ends.</param>
    /// <param name="threshold">Above it a prediction says up, else down.</param>
    public static CumulativeReward Of(ReadOnlySpan<float> predictions, ReadOnlySpan<double> closes, int steps = 3, double threshold = 0.5)
    {
        Check(predictions, closes, steps);
        ExactSum reward = new(), share = new();
        for (var i = 0; i + steps < closes.Length; i++)
        {
            var rise = closes[i + steps] - closes[i];
            var won = predictions[i] > threshold ? rise : -rise;
            reward.Add(won);
            share.Add(won / closes[i]);
        }

        return new(reward.Value, share.Value);
    }

    private static void Check(ReadOnlySpan<float> predictions, ReadOnlySpan<double> closes, int steps)
    {
        if (steps < 1) throw new BuildException($"a position is held for at least one row, and {steps} are asked for", "3 is usual");
        if (predictions.Length != closes.Length) throw new BuildException($"there are {predictions.Length} predictions for {closes.Length} prices", "give one of each for every row");
        if (closes.Length <= steps) throw new BuildException($"a position ends {steps} rows after it begins, and there are {closes.Length} rows", "take more rows, or fewer steps");
        for (var i = 0; i < closes.Length; i++)
        {
            if (float.IsNaN(predictions[i])) throw new BuildException($"the prediction of row {i + 1} is no number", "look at the model: its training may have diverged");
            if (!(closes[i] > 0) || !double.IsFinite(closes[i])) throw new BuildException(FormattableString.Invariant($"the price of row {i + 1} is {closes[i]}, and not above 0"), "mend the price, or leave such rows out");
        }
    }
}
