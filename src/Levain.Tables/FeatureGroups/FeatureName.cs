namespace Levain.Tables;

/// <summary>The rules of SageMaker Feature Store for names, so that a group can go there.</summary>
internal static class FeatureName
{
    public const int MostFeatures = 2500;
    private const int Longest = 64;

    /// <summary>Columns that a feature store adds itself.</summary>
    public const string WriteTime = "write_time", InvocationTime = "api_invocation_time", IsDeleted = "is_deleted";

    public static string Checked(string name, string what)
    {
        if (name.ToLowerInvariant() is WriteTime or InvocationTime or IsDeleted) throw new BuildException($"{what} `{name}` has a name that feature stores keep for themselves", $"call it something other than `{WriteTime}`, `{InvocationTime}` and `{IsDeleted}`");
        if (name.Length is 0 or > Longest || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') || !char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
            throw new BuildException($"{what} `{name}` has a name that feature stores do not take", $"use 1 to {Longest} letters, digits, `-` and `_`, with a letter or a digit at either end");
        return name;
    }
}
