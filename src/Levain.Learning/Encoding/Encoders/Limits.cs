namespace Levain.Learning.Encoders;

/// <summary>What is more than any model needs, and is refused before it takes the memory.</summary>
internal static class Limits
{
    /// <summary>As many as the bins of a tree.</summary>
    public const int MostCategories = 256;

    public const int MostFeatures = 1 << 16;

    /// <summary>Of one column. Short of what a reader of JSON takes for a list.</summary>
    public const int MostValues = 1_000_000;

    public const int MostRows = 10_000;

    /// <summary>A category in UTF-8.</summary>
    public const int LongestText = 1 << 14;

    public static int Checked(string option, int value, int most) =>
        value >= 1 && value <= most ? value : throw new BuildException($"`{option}` is from 1 to {most}, not {value}");
}
