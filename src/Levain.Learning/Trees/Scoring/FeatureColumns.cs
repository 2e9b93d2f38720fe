namespace Levain.Learning.Scoring;

/// <summary>Where the features of a model stand in a matrix: they are found by name, in whatever order the matrix has them.</summary>
internal static class FeatureColumns
{
    /// <summary>For each feature its column.</summary>
    public static int[] Of(IReadOnlyList<Feature> features, FeatureMatrix matrix)
    {
        var columns = new int[features.Count];
        var taken = new bool[matrix.Features.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = matrix.IndexOf(features[i].Name);
            if (columns[i] >= 0) taken[columns[i]] = true;
        }

        var spare = matrix.Features.Where((_, i) => !taken[i]).Select(feature => feature.Name).ToArray();
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0) throw Missing(features[i].Name, spare);
            CheckKind(features[i], matrix.Features[columns[i]]);
        }

        if (spare.Length > 0) throw new BuildException($"the model does not know the column `{spare[0]}`{(spare.Length > 1 ? $" and {spare.Length - 1} more" : "")}", "leave out what it was not trained on");
        return columns;
    }

    private static BuildException Missing(string name, string[] spare) =>
        new($"the matrix lacks the column `{name}` that the model was trained on", spare.Length == 0 ? "add it, with NaN where it is not known" : NearestName.Hint(name, spare));

    private static void CheckKind(Feature wanted, Feature found)
    {
        if (wanted.Kind == FeatureKind.Category == (found.Kind == FeatureKind.Category)) return;
        throw new BuildException(
            $"the column `{wanted.Name}` is {Word(found)} here, but the model was trained with {Word(wanted)}",
            "encode it as it was encoded for training");
    }

    private static string Word(Feature feature) => feature.Kind == FeatureKind.Category ? "a category" : "a number";
}
