using Levain.Numerics;

namespace Levain.Learning.Reports;

/// <summary>Rows that stand for all, where all would take too long or crowd a picture: the same for the same seed.</summary>
internal static class RowSample
{
    /// <summary>Numbers of rows, rising; all of them where there are no more than <paramref name="most"/>.</summary>
    public static int[] Of(int rows, int most, ulong seed)
    {
        if (rows <= most) return [.. Enumerable.Range(0, rows)];
        var random = new CounterRandom(seed);
        // Each row draws a number, and those of the lowest are taken: rows behind others change nothing of their draws.
        return [.. Enumerable.Range(0, rows).OrderBy(row => random.Uniform((ulong)row)).ThenBy(row => row).Take(most).Order()];
    }
}
