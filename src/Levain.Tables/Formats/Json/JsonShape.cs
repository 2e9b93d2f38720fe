using System.Text;

namespace Levain.Tables.Json;

/// <summary>A declared type, as the check of a file walks down it.</summary>
internal sealed class JsonShape
{
    private readonly byte[][] names;
    private readonly JsonShape[] fields;

    private JsonShape(string? name, ColumnType type)
    {
        Name = name;
        Type = type;
        Element = type.Element is { } element ? Of(element) : null;
        names = [.. (type.Fields ?? []).Select(field => Encoding.UTF8.GetBytes(field.Name))];
        fields = [.. (type.Fields ?? []).Select(field => new JsonShape(field.Name, field.Type))];
    }

    /// <summary>The key that it stands under; null for the element of a list and for the whole.</summary>
    public string? Name { get; }

    public ColumnType Type { get; }

    public JsonShape? Element { get; }

    public static JsonShape Of(ColumnType type) => new(null, type);

    /// <summary>What is declared under a key; null when nothing is.</summary>
    public JsonShape? Field(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < names.Length; i++)
            if (name.SequenceEqual(names[i])) return fields[i];
        return null;
    }
}
