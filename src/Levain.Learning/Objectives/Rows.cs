namespace Levain.Learning.Objectives;

/// <summary>What every objective asks of labels and weights. Rows are counted from 1, as in a table that people look at.</summary>
internal static class Rows
{
    public static void Check(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        if (labels.Length == 0) throw new BuildException("there are no rows to learn from", "look where the set is made: a filter may leave nothing over");
        if (weights.Length == 0) return;
        if (weights.Length != labels.Length) throw new BuildException(FormattableString.Invariant($"there are {weights.Length} weights for {labels.Length} labels"), "give one weight for each row, or none at all");

        var counts = false;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0) || !float.IsFinite(weights[i])) throw new BuildException(FormattableString.Invariant($"the weight of row {i + 1} is {weights[i]}"), "a weight is a number from 0 on; 0 leaves the row out");
            counts |= weights[i] > 0;
        }

        if (!counts) throw new BuildException("every weight is 0, so no row counts", "give some rows a weight above 0, or no weights at all");
    }

    public static void CheckEach(ReadOnlySpan<float> labels, string expected, Func<float, bool> isGood)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if (!isGood(labels[i])) throw new BuildException(FormattableString.Invariant($"the label of row {i + 1} is {labels[i]}, and not {expected}"), Remedy(labels[i]));
        }
    }

    public static void CheckSeveralClasses(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        float? first = null;
        for (var i = 0; i < labels.Length; i++)
        {
            if (weights.Length != 0 && weights[i] == 0) continue;
            first ??= labels[i];
            if (labels[i] != first) return;
        }

        var which = weights.Length == 0 ? "every row" : "every row with a weight";
        throw new BuildException(FormattableString.Invariant($"{which} is of class {first}: there is nothing to tell apart"), "look where the labels are made, or take rows of the other classes too");
    }

    private static string Remedy(float label) => float.IsFinite(label) ? "mend the label, or take another objective" : "leave rows without a label out, or give them one";
}
