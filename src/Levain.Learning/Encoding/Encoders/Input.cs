namespace Levain.Learning;

/// <summary>What an encoder reads of a row: the value of a column, or a part of its date. A text stands for the column of that name.</summary>
/// <remarks>A date is read from a DATE, TIMESTAMP or TIMESTAMPTZ (in UTC), from text of ISO 8601 (what has a zone, in UTC), and from a whole number such as 20120101.</remarks>
public sealed record Input(string Column)
{
    /// <summary>The part of the date to read; null for the value itself.</summary>
    public DatePart? Part { get; init; }

    /// <summary>Ranges that count as one value each, the first that fits; a number in none of them counts as 0. Empty leaves numbers as they are.</summary>
    public IReadOnlyList<Bucket> Buckets { get; init; } = [];

    /// <summary>What features are named after; null for the column, with the part behind it.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a row without a value is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A part of the date in a column.</summary>
    public static Input Date(string column, DatePart part, string? name = null) => new(column) { Part = part, Name = name };

    public static implicit operator Input(string column) => new(column);

    /// <summary>What <c>{column}</c> stands for in the names of features.</summary>
    internal string Says => Name ?? (Part is { } part ? $"{Column}_{part}" : Column);
}
