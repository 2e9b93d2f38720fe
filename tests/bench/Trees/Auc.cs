namespace Levain.Bench.Trees;

/// <summary>How often a row labelled 1 is ranked above one labelled 0; ties count half.</summary>
internal static class Auc
{
    public static double Of(float[] predictions, float[] labels)
    {
        var (sorted, by) = ((float[])labels.Clone(), (float[])predictions.Clone());
        Array.Sort(by, sorted);
        double below = 0, above = 0;
        for (var start = 0; start < by.Length;)
        {
            double zeros = 0, ones = 0;
            var end = start;
            for (; end < by.Length && by[end] == by[start]; end++) _ = sorted[end] == 1 ? ones++ : zeros++;
            above += ones * (below + zeros / 2);
            below += zeros;
            start = end;
        }

        return above / (below * (by.Length - below));
    }
}
