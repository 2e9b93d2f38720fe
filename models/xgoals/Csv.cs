using System.Globalization;

namespace XGoals;

/// <summary>Reads the number columns of a CSV file.</summary>
internal static class Csv
{
    public static IEnumerable<double[]> Rows(ArtifactReader input, string header)
    {
        using var reader = new StreamReader(input.Open());
        if (reader.ReadLine() is var first && first != header) throw new BuildException($"a table with the columns `{header}` was expected, not `{first}`");
        while (reader.ReadLine() is { } line)
            yield return [.. line.Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
    }
}
