using System.Globalization;
using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>An expectation as SQL over a table with a known schema.</summary>
internal sealed record PlannedCheck
{
    /// <summary>True for a row that breaks it, and never null; null when no row is to blame.</summary>
    public string? Fails { get; init; }

    /// <summary>How many break it, as an aggregate over all rows; null when <see cref="Fails"/> is counted.</summary>
    public string? Count { get; init; }

    /// <summary>The columns that are shown of a row that breaks it.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>Whether so many of all rows are too many.</summary>
    public Func<long, long, bool> IsBroken { get; init; } = static (count, _) => count > 0;

    /// <summary>The sentence for so many of all rows.</summary>
    public required Func<long, long, string> Says { get; init; }

    /// <summary>What the user wrote in SQL or as a pattern, for when it cannot be evaluated.</summary>
    public string? Named { get; init; }

    /// <summary>The condition that the user wrote in SQL, which may say what no query may; null when there is none.</summary>
    public string? Condition { get; init; }

    /// <summary>Such as <c>3 of 500 rows</c>.</summary>
    public static string Part(long count, long rows) => string.Create(CultureInfo.InvariantCulture, $"{count} of {rows} row{(rows == 1 ? "" : "s")}");

    /// <summary>One column, or several as one value.</summary>
    public static string Row(IReadOnlyList<string> columns) => columns.Count == 1 ? Sql.Identifier(columns[0]) : $"row({string.Join(", ", columns.Select(Sql.Identifier))})";

    public static PlannedCheck Unique(IReadOnlyList<string> columns)
    {
        var list = string.Join(", ", columns.Select(Sql.Identifier));
        var shared = $"FROM {ContractCheck.InputSql} WHERE {string.Join(" AND ", columns.Select(column => $"{Sql.Identifier(column)} IS NOT NULL"))} GROUP BY {list} HAVING count(*) > 1";
        var names = string.Join(", ", columns.Select(column => $"`{column}`"));
        return new PlannedCheck
        {
            // Rows are looked for only once it is known that there are any.
            Count = $"(SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n {shared}))",
            Fails = $"coalesce({Row(columns)} IN (SELECT {Row(columns)} {shared}), false)",
            Shown = columns,
            Says = (count, rows) => columns.Count == 1
                ? $"column {names} is not unique: {Part(count, rows)} share{(count == 1 ? "s" : "")} a value with another"
                : $"columns {names} together are not unique: {Part(count, rows)} share them with another",
        };
    }
}
