namespace Levain.Learning.Objectives;

/// <summary>The value below which a share of some values lies, as XGBoost takes it, and the same in every order of the values.</summary>
internal static class WeightedQuantile
{
    /// <summary>Between two values the quantile is interpolated where weights are empty (1 each), and is the upper one where they are not.</summary>
    public static float Of(ReadOnlySpan<float> values, ReadOnlySpan<float> weights, double alpha)
    {
        var sorted = values.ToArray();
        if (weights.Length == 0)
        {
            Array.Sort(sorted);
            return OfSorted(sorted, alpha);
        }

        var theirs = weights.ToArray();
        Sort(sorted, theirs);
        return OfSorted(sorted, theirs, alpha);
    }

    /// <summary>The quantile of values that rise.</summary>
    public static float OfSorted(ReadOnlySpan<float> values, double alpha)
    {
        var n = values.Length;
        if (n == 0) return float.NaN;
        if (alpha <= 1.0 / (n + 1)) return values[0];
        if (alpha >= n / (n + 1.0)) return values[^1];

        var place = alpha * (n + 1);
        var below = (int)place - 1;
        double lower = values[below], upper = values[below + 1];
        return (float)(lower + (place - 1 - below) * (upper - lower));
    }

    /// <summary>The quantile of values that rise, and where they are equal rise by weight.</summary>
    public static float OfSorted(ReadOnlySpan<float> values, ReadOnlySpan<float> weights, double alpha)
    {
        if (values.Length == 0) return float.NaN;

        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var threshold = total * alpha;
        var reached = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            reached += weights[i];
            if (reached >= threshold) return values[i];
        }

        return values[^1];
    }

    /// <summary>Brings values into rising order, and equal ones into that of their weights: sums over them then do not depend on the order they came in.</summary>
    public static void Sort(Span<float> values, Span<float> weights)
    {
        values.Sort(weights);
        for (int start = 0, end; start < values.Length; start = end)
        {
            for (end = start + 1; end < values.Length && values[end] == values[start];) end++;
            if (end - start > 1) weights[start..end].Sort();
        }
    }
}
