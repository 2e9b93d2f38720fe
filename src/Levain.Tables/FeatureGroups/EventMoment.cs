using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>An event time in SQL: microseconds since 1970 in UTC, however the column writes it.</summary>
internal sealed record EventMoment
{
    private const string IsoPattern = @"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z";

    // 0001-01-01 and the end of 9999.
    private static readonly RangeRule Seconds = new() { Least = -62_135_596_800, Most = 253_402_300_799 };

    private EventMoment()
    {
    }

    /// <summary>A BIGINT expression; null where the value is no moment.</summary>
    public required string InSql { get; init; }

    /// <summary>What values must satisfy to be moments.</summary>
    public required IReadOnlyList<ColumnRule> Rules { get; init; }

    public static EventMoment Of(Field field)
    {
        var column = Sql.Identifier(field.Name);
        return field.Type.Kind switch
        {
            ColumnKind.TimestampTz => new() { InSql = $"epoch_us(CASE WHEN isfinite({column}) THEN {column} END)", Rules = [new RangeRule { Least = Timestamp.From(DateTime.MinValue), Most = Timestamp.From(DateTime.MaxValue) }] },
            ColumnKind.String => new() { InSql = $"epoch_us(TRY_CAST(CASE WHEN regexp_full_match({column}, '{IsoPattern}') THEN replace(left({column}, -1), 'T', ' ') END AS TIMESTAMP))", Rules = [new PatternRule { Pattern = IsoPattern }] },
            ColumnKind.Double => new() { InSql = $"TRY_CAST(round({column} * 1000000) AS BIGINT)", Rules = [Seconds] },
            // As wide as the product needs, so that no value overflows while it is looked at.
            ColumnKind.Decimal => new() { InSql = $"TRY_CAST(CAST(TRY_CAST({column} AS DECIMAL(18,6)) AS DECIMAL(28,6)) * CAST(1000000 AS DECIMAL(7,0)) AS BIGINT)", Rules = [Seconds] },
            ColumnKind.Timestamp or ColumnKind.Date => throw new BuildException($"event time `{field.Name}` is {field.Type}, which names no zone", $"say which it is in: `\"{field.Name}\" AT TIME ZONE 'UTC'`"),
            ColumnKind.Float => throw new BuildException($"event time `{field.Name}` is FLOAT, which holds seconds since 1970 to the nearest two minutes", "take DOUBLE"),
            _ => throw new BuildException($"event time `{field.Name}` is {field.Type}, which is no moment", "take TIMESTAMP WITH TIME ZONE, a text such as `2026-11-21T18:00:00Z`, or seconds since 1970 as DOUBLE"),
        };
    }

    /// <summary>As an expression compares with it.</summary>
    public static long Of(DateTimeOffset time) => Timestamp.From(time).Microseconds;
}
