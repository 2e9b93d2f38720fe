namespace Levain.Learning.Encoders;

internal static class FeatureNames
{
    /// <summary>Refuses features that nobody could tell apart.</summary>
    public static void Check(IEnumerable<(string Name, string Column)> features)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, column) in features)
        {
            if (name.Length == 0) throw new BuildException($"a feature of column `{column}` would have no name", "set `Name` of its encoder");
            if (!columns.TryAdd(name, column))
                throw new BuildException(columns[name] == column ? $"two features of column `{column}` would be named `{name}`" : $"a feature of column `{columns[name]}` and one of column `{column}` would both be named `{name}`", "set `Name` of one of their encoders");
        }

        if (columns.Count > Limits.MostFeatures) throw new BuildException($"{columns.Count} features are more than {Limits.MostFeatures}", "take fewer values of wide columns");
    }
}
