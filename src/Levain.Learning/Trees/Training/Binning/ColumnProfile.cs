namespace Levain.Learning.Training;

/// <summary>What binning knows of a feature: its cuts, which bin most rows have, and what share of the rows that is.</summary>
internal sealed record ColumnProfile(Cuts Cuts, int CommonBin, double CommonShare)
{
    public static ColumnProfile Of(Cuts cuts, ReadOnlySpan<float> sample, double missingShare)
    {
        var counts = new long[cuts.BinCount + 1];
        counts[cuts.Missing] = missingShare >= 1 ? 1 : (long)(sample.Length / (1 - missingShare) * missingShare);
        foreach (var value in sample) counts[cuts.BinOf(value)]++;
        var common = Array.IndexOf(counts, counts.Max());
        return new(cuts, common, (double)counts[common] / Math.Max(1, counts.Sum()));
    }
}
