namespace Levain.Learning.Scoring;

/// <summary>Category codes as whole numbers, with two more for what is missing or no code at all.</summary>
/// <remarks>As in XGBoost 1.7: a fraction is cut off, and what is negative or beyond the codes is in no set, so it goes left.</remarks>
internal static class CategoryKey
{
    /// <summary>In no set: goes left.</summary>
    public const int Left = -1;

    /// <summary>In every set: goes right.</summary>
    public const int Right = -2;

    /// <summary>Codes are below this, where single precision still tells all whole numbers apart.</summary>
    private const float Limit = 16777216f;

    public static void Write(float value, out int left, out int right)
    {
        left = right = value is >= 0 and < Limit ? (int)value : Left;
        if (float.IsNaN(value)) right = Right;
    }
}
