using System.Collections;
using System.Collections.Immutable;

namespace Levain.Images;

/// <summary>Names with texts, in the order of their names: annotations of a descriptor or manifest, labels of an image.</summary>
public sealed class Annotations : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<Annotations>
{
    private readonly ImmutableSortedDictionary<string, string> items;

    private Annotations(ImmutableSortedDictionary<string, string> items) => this.items = items;

    public static Annotations None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public int Count => items.Count;

    /// <summary>The text of a name, or null.</summary>
    public string? this[string name] => items.GetValueOrDefault(name);

    public Annotations With(string name, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(text);
        return new(items.SetItem(name, text));
    }

    public Annotations With(IEnumerable<KeyValuePair<string, string>> others) => new(items.SetItems(others));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(Annotations? other) => other is not null && items.SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as Annotations);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, text) in items)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}
