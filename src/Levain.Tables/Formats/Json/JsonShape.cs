using System.Text;

namespace Levain.Tables.Json;

/// <summary>A declared type, as the check of a file walks down it.</summary>
internal sealed class JsonShape
{
    private readonly byte[][] names;
    private readonly JsonShape[] fields;

    private JsonShape(ColumnType type)
    {
        Type = type;
        Element = type.Element is { } element ? Of(element) : null;
        names = [.. (type.Fields ?? []).Select(field => Encoding.UTF8.GetBytes(field.Name))];
        fields = [.. (type.Fields ?? []).Select(field => Of(field.Type))];
    }

    public ColumnType Type { get; }

    public JsonShape? Element { get; }

    public static JsonShape Of(ColumnType type) => new(type);

    /// <summary>What is declared under a key; null when nothing is.</summary>
    public JsonShape? Field(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < names.Length; i++)
            if (name.SequenceEqual(names[i])) return fields[i];
        return null;
    }
}
