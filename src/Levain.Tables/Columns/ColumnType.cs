using System.Globalization;

namespace Levain.Tables;

/// <summary>The type of a column; its text is the name of the type in SQL.</summary>
public sealed record ColumnType
{
    private const int MostDigits = 38;

    private ColumnType(ColumnKind kind) => Kind = kind;

    // Settable from within, as the other properties are: only what can be set counts in the key of a stage that has a type among its options.
    public ColumnKind Kind { get; private init; }

    /// <summary>How many digits a decimal has; 0 for other kinds.</summary>
    public int Precision { get; private init; }

    /// <summary>How many of a decimal's digits stand behind the point.</summary>
    public int Scale { get; private init; }

    /// <summary>What a list holds; null for other kinds.</summary>
    public ColumnType? Element { get; private init; }

    /// <summary>What a struct is made of; null for other kinds.</summary>
    public IReadOnlyList<Field>? Fields { get; private init; }

    public static ColumnType Bool { get; } = new(ColumnKind.Bool);
    public static ColumnType Int32 { get; } = new(ColumnKind.Int32);
    public static ColumnType Int64 { get; } = new(ColumnKind.Int64);
    public static ColumnType Float { get; } = new(ColumnKind.Float);
    public static ColumnType Double { get; } = new(ColumnKind.Double);
    public static ColumnType String { get; } = new(ColumnKind.String);
    public static ColumnType Date { get; } = new(ColumnKind.Date);
    public static ColumnType Timestamp { get; } = new(ColumnKind.Timestamp);
    public static ColumnType TimestampTz { get; } = new(ColumnKind.TimestampTz);

    public static ColumnType Decimal(int precision, int scale) =>
        precision is < 1 or > MostDigits || scale < 0 || scale > precision
            ? throw new BuildException($"a decimal cannot have {precision} digits with {scale} of them behind the point", $"take 1 to {MostDigits} digits, and at most as many behind the point")
            : new(ColumnKind.Decimal) { Precision = precision, Scale = scale };

    public static ColumnType List(ColumnType element) => new(ColumnKind.List) { Element = element };

    public static ColumnType Struct(IEnumerable<Field> fields) => new(ColumnKind.Struct) { Fields = new Schema(fields).Fields };

    /// <summary>Whether a <see cref="ValueColumn{T}"/> of <typeparamref name="T"/> can hold this type.</summary>
    public bool Holds<T>() where T : unmanaged => Kind switch
    {
        ColumnKind.Bool => typeof(T) == typeof(bool),
        ColumnKind.Int32 => typeof(T) == typeof(int),
        ColumnKind.Int64 => typeof(T) == typeof(long),
        ColumnKind.Float => typeof(T) == typeof(float),
        ColumnKind.Double => typeof(T) == typeof(double),
        ColumnKind.Decimal => typeof(T) == typeof(decimal),
        ColumnKind.Date => typeof(T) == typeof(DateOnly),
        ColumnKind.Timestamp or ColumnKind.TimestampTz => typeof(T) == typeof(Timestamp),
        _ => false,
    };

    /// <summary>The type that plain values of <typeparamref name="T"/> have: decimals get 18 digits before and 10 behind the point, timestamps no zone.</summary>
    public static ColumnType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(double) ? Double
        : typeof(T) == typeof(int) ? Int32
        : typeof(T) == typeof(long) ? Int64
        : typeof(T) == typeof(bool) ? Bool
        : typeof(T) == typeof(float) ? Float
        : typeof(T) == typeof(decimal) ? Decimal(28, 10)
        : typeof(T) == typeof(DateOnly) ? Date
        : typeof(T) == typeof(Timestamp) ? Timestamp
        : throw new BuildException($"a column cannot hold values of `{typeof(T).Name}`", "it holds bool, int, long, float, double, decimal, string, DateOnly or Timestamp");

    public bool Equals(ColumnType? other) =>
        other is not null && Kind == other.Kind && Precision == other.Precision && Scale == other.Scale && Equals(Element, other.Element)
        && (Fields is null ? other.Fields is null : other.Fields is not null && Fields.SequenceEqual(other.Fields));

    public override int GetHashCode() => HashCode.Combine(Kind, Precision, Scale, Element, Fields?.Count);

    public override string ToString() => Kind switch
    {
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Int32 => "INTEGER",
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Float => "FLOAT",
        ColumnKind.Double => "DOUBLE",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Precision},{Scale})"),
        ColumnKind.String => "VARCHAR",
        ColumnKind.Date => "DATE",
        ColumnKind.Timestamp => "TIMESTAMP",
        ColumnKind.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        ColumnKind.List => $"{Element}[]",
        _ => $"STRUCT({string.Join(", ", Fields!.Select(field => $"{FieldName.InSql(field.Name)} {field.Type}"))})",
    };
}
