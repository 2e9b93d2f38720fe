using System.Text;

namespace Levain.Actions;

/// <summary>Everything that decides what a stage makes, part by part under a name, and the digest of it all.</summary>
/// <remarks>The parts are kept beside the result, so that a miss can be explained by the part that differs.</remarks>
public sealed class ActionKey
{
    /// <summary>Counts up when keys are made in another way; older results are then misses.</summary>
    public const string Version = "1";

    public ActionKey(IEnumerable<KeyValuePair<string, string>> parts)
    {
        var sorted = new List<KeyValuePair<string, string>> { new("levain.key", Version) };
        foreach (var part in parts) sorted.Insert(PlaceOf(part.Key, sorted), part);
        Parts = sorted;
        Digest = Digest.Of(Lines(Parts));
    }

    /// <summary>Sorted by name, such as <c>code</c>, <c>environment.dotnet</c>, <c>input.Training</c>, <c>option.Depth</c>, <c>stage</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parts { get; }

    public Digest Digest { get; }

    public override string ToString() => Digest.ToString();

    // Sorted by hand: an order of the base class library over pairs would be compiled anew at every start.
    private static int PlaceOf(string name, List<KeyValuePair<string, string>> sorted)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(sorted[middle].Key, name) <= 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    // A length before each field: no choice of names and values can look like another one.
    private static byte[] Lines(IReadOnlyList<KeyValuePair<string, string>> parts)
    {
        var text = new StringBuilder("levain action key\n");
        foreach (var (name, value) in parts) text.Append(name.Length).Append(':').Append(name).Append('=').Append(value.Length).Append(':').Append(value).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
