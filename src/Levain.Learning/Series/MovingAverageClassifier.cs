using Levain.Numerics;

namespace Levain.Learning;

/// <summary>Expects a price to rise when it is above the mean of its last values, itself among them, and else to fall.</summary>
public sealed record MovingAverageClassifier
{
    public int Window { get; init => field = value >= 1 ? value : throw new BuildException(FormattableString.Invariant($"`Window` is {value}, and must be at least 1")); } = 8;

    /// <summary>For each close, whether a rise is expected after it; null as long as the window is not full. A close that equals the mean is not above it.</summary>
    public IReadOnlyList<bool?> Predict(ReadOnlySpan<double> closes)
    {
        var rises = new bool?[closes.Length];
        for (var i = 0; i < rises.Length; i++)
        {
            if (!double.IsFinite(closes[i])) throw new BuildException(FormattableString.Invariant($"close {i}, counted from 0, is {closes[i]}"), "leave out what is no number");
            if (i + 1 >= Window) rises[i] = IsAbove(closes[i], closes.Slice(i + 1 - Window, Window));
        }

        return rises;
    }

    // By the exact sum of the differences, so that rounding calls nothing a rise.
    private static bool IsAbove(double close, ReadOnlySpan<double> window)
    {
        var above = new ExactSum();
        foreach (var value in window)
        {
            above.Add(close);
            above.Add(-value);
        }

        return above.Value > 0;
    }
}
