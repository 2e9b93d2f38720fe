namespace Levain.Learning.Metrics;

internal static class ClassLabel
{
    public static int Of(float label, int classes, int row) =>
        label >= 0 && label < classes && label == (int)label
            ? (int)label
            : throw new BuildException(FormattableString.Invariant($"the label of row {row + 1} is {label}, and not a whole number from 0 to {classes - 1}"), "mend the label, or take another metric");
}
