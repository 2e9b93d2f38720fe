using System.Globalization;

namespace Levain.FaultHost;

/// <summary>How often each word occurs, one line for each in ordinal order.</summary>
public sealed record Counts(SortedDictionary<string, int> Of) : IArtifact<Counts>
{
    public Counts() : this(new SortedDictionary<string, int>(StringComparer.Ordinal)) { }

    public void Add(string word, int times = 1) => Of[word] = Of.GetValueOrDefault(word) + times;

    public void Save(ArtifactWriter output) =>
        new Text(string.Concat(Of.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}\n")))).Save(output);

    public static Counts Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var counts = new Counts();
        foreach (var line in Text.Load(input).Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            counts.Add(line[..line.IndexOf(' ', StringComparison.Ordinal)], int.Parse(line[line.IndexOf(' ', StringComparison.Ordinal)..], CultureInfo.InvariantCulture));
        return counts;
    }
}
