namespace Levain.Learning.Encoders;

internal static class Fills
{
    public static double? Checked(double? fill) =>
        fill is { } value && !double.IsFinite(value) ? throw new BuildException($"a missing value cannot be filled with {value}", "fill it with a number, or leave it missing") : fill;
}
