namespace Levain.Learning.Metrics;

/// <summary>The value that as much lies below as above; a weight of 2 is the same as the value twice.</summary>
internal static class Median
{
    /// <param name="values">Sorted on the way.</param>
    public static double Of(Span<double> values)
    {
        values.Sort();
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : Between(values[half - 1], values[half]);
    }

    /// <param name="values">Sorted on the way.</param>
    /// <param name="weights">Above 0; brought into the order of the values.</param>
    public static double Of(Span<double> values, Span<float> weights)
    {
        values.Sort(weights);
        SortEqualOnes(values, weights);
        double total = 0, reached = 0;
        foreach (var weight in weights) total += weight;
        for (var i = 0; i < values.Length - 1; i++)
        {
            reached += weights[i];
            if (reached == total / 2) return Between(values[i], values[i + 1]);
            if (reached > total / 2) return values[i];
        }

        return values[^1];
    }

    // Sums of weights then do not depend on the order that the rows came in.
    private static void SortEqualOnes(ReadOnlySpan<double> values, Span<float> weights)
    {
        for (int start = 0, end; start < values.Length; start = end)
        {
            for (end = start + 1; end < values.Length && values[end] == values[start];) end++;
            if (end - start > 1) weights[start..end].Sort();
        }
    }

    private static double Between(double lower, double upper) => lower == upper ? lower : (lower + upper) / 2.0;
}
