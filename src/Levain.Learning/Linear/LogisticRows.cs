using Levain.Numerics;

namespace Levain.Learning.Linear;

/// <summary>The log loss of rows, and how it changes with the logarithm of the odds.</summary>
internal static class LogisticRows
{
    /// <summary>The sum of the weighted losses. Puts weight · (probability - label) in the place of each logarithm of odds.</summary>
    /// <param name="powers">Room to work in.</param>
    public static double Losses(Span<double> odds, ReadOnlySpan<float> labels, ReadOnlySpan<double> weights, Span<double> powers)
    {
        for (var i = 0; i < odds.Length; i++) powers[i] = -Math.Abs(odds[i]);
        Elementary.Exp(powers, powers);
        var loss = 0.0;
        for (var i = 0; i < odds.Length; i++)
        {
            var (odd, power) = (odds[i], powers[i]);
            var larger = 1 / (1 + power);
            var (one, zero) = odd < 0 ? (power * larger, larger) : (larger, power * larger);
            // The loss is log(1 + e^-|odds|), and what the odds are on the wrong side of 0.
            var wrong = labels[i] == 1f ? -odd : odd;
            if (wrong > 0) loss += weights[i] * wrong;
            odds[i] = labels[i] == 1f ? -weights[i] * zero : weights[i] * one;
        }

        Elementary.Log1p(powers, powers);
        return loss + ColumnKernel.Sum(powers, weights);
    }
}
