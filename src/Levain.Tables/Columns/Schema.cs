namespace Levain.Tables;

/// <summary>The fields of a table, in order. No two names may be equal when letters' case is ignored, because SQL ignores it.</summary>
public sealed class Schema : IEquatable<Schema>
{
    private readonly Field[] fields;
    private readonly Dictionary<string, int> places;

    public Schema(IEnumerable<Field> fields)
    {
        this.fields = [.. fields];
        places = new(this.fields.Length, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < this.fields.Length; i++)
        {
            var name = this.fields[i].Name;
            if (name.Length == 0) throw new BuildException($"column {i + 1} has no name");
            if (!places.TryAdd(name, i)) throw Twice(this.fields[places[name]].Name, name);
        }
    }

    public IReadOnlyList<Field> Fields => fields;

    public int Count => fields.Length;

    public Field this[int index] => fields[index];

    /// <summary>The field of a name; an error with the nearest name when there is none.</summary>
    public Field this[string name] => fields[IndexOf(name)];

    public bool Contains(string name) => TryIndexOf(name) >= 0;

    /// <summary>Where the field of a name is; an error with the nearest name when there is none.</summary>
    public int IndexOf(string name) =>
        TryIndexOf(name) is >= 0 and var place ? place : throw new BuildException($"there is no column `{name}`", NearestName.Hint(name, [.. fields.Select(field => field.Name)]));

    public bool Equals(Schema? other) => other is not null && fields.AsSpan().SequenceEqual(other.fields);

    public override bool Equals(object? obj) => Equals(obj as Schema);

    public override int GetHashCode() => fields.Length == 0 ? 0 : HashCode.Combine(fields.Length, fields[0], fields[^1]);

    public override string ToString() => string.Join(", ", fields.Select(field => field.ToString()));

    private int TryIndexOf(string name) => places.TryGetValue(name, out var place) && fields[place].Name == name ? place : -1;

    private static BuildException Twice(string first, string second) => first == second
        ? new($"there are two columns `{first}`", "give one of them another name")
        : new($"the columns `{first}` and `{second}` differ only in letters' case, which SQL ignores", "give one of them another name");
}
