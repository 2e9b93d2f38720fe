namespace Levain.Learning.Training;

/// <summary>Finds thresholds that cut the values of a feature into bins of about equal numbers of rows.</summary>
internal static class Quantiles
{
    /// <param name="values">Without missing ones; sorted here.</param>
    public static float[] Thresholds(Span<float> values, int bins)
    {
        // -0 and 0 are equal, and so in one bin whichever comes first.
        RadixSort.Sort(values);
        var distinct = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (i == 0 || values[i] != values[i - 1]) distinct++;
        }

        return distinct <= bins ? Between(values, distinct) : Even(values, bins, distinct);
    }

    /// <summary>Each value in a bin of its own.</summary>
    private static float[] Between(ReadOnlySpan<float> values, int distinct)
    {
        var thresholds = new float[Math.Max(0, distinct - 1)];
        var found = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] != values[i - 1]) thresholds[found++] = Middle(values[i - 1], values[i]);
        }

        return thresholds;
    }

    /// <summary>A value that fills a bin alone has one; the others share what is left evenly.</summary>
    private static float[] Even(ReadOnlySpan<float> values, int bins, int distinct)
    {
        var thresholds = new List<float>(bins);
        var (left, binsLeft, distinctLeft, inBin) = ((long)values.Length, (long)bins, distinct, 0L);
        for (var start = 0; start < values.Length;)
        {
            var end = start + 1;
            while (end < values.Length && values[end] == values[start]) end++;
            if (thresholds.Count == bins - 1) break;

            inBin += end - start;
            distinctLeft--;
            var next = end;
            while (next < values.Length && values[next] == values[end]) next++;
            // Full when it has its share, or would be further from it with the next value than without.
            var full = inBin * binsLeft >= left || ((2 * inBin) + next - end) * binsLeft > 2 * left;
            if (end < values.Length && (full || distinctLeft < binsLeft))
            {
                thresholds.Add(Middle(values[start], values[end]));
                (left, binsLeft, inBin) = (left - inBin, binsLeft - 1, 0);
            }

            start = end;
        }

        return [.. thresholds];
    }

    /// <summary>A number above the lower and not above the upper value, as near to their middle as there is one.</summary>
    private static float Middle(float lower, float upper)
    {
        var middle = (float)(((double)lower + upper) / 2);
        return middle > lower ? middle : upper;
    }
}
