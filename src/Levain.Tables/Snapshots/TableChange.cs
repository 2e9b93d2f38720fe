using System.Globalization;
using Levain.Tables.Statistics;

namespace Levain.Tables;

/// <summary>What became of the rows and columns of a table.</summary>
public sealed record TableChange
{
    /// <summary>Null when the files cannot be read as a table.</summary>
    public long? Rows { get; init; }

    /// <summary>Why the files, or those before, cannot be read as a table; null when they can.</summary>
    public string? Problem { get; init; }

    /// <summary>Null when nothing is known of the rows before.</summary>
    public long? RowsBefore { get; init; }

    /// <summary>Rows that are there more often than before, each as many times more; over the columns that both have. Null when there is nothing to compare.</summary>
    public long? Added { get; init; }

    public long? Removed { get; init; }

    /// <summary>Such as <c>column `age` is new: INTEGER</c>.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The distance of each column that both have, in the order of the columns.</summary>
    public IReadOnlyList<ColumnDrift> Drift { get; init; } = [];

    /// <summary>Lines for people.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            var lines = new List<string>();
            if (Rows is { } rows) lines.Add(RowsLine(rows));
            if (Problem is not null) lines.Add(Problem);
            lines.AddRange(Columns);
            lines.AddRange(Drift.Where(drift => drift.HasDrifted).OrderByDescending(drift => drift.Distance).Select(drift => $"`{drift.Column}`: {drift}"));
            if (Drift.Count > 0 && !Drift.Any(drift => drift.HasDrifted)) lines.Add(string.Create(CultureInfo.InvariantCulture, $"no column drifted: the largest distance is {Drift.Max(drift => drift.Distance) ?? 0:0.###}"));
            return lines;
        }
    }

    private string RowsLine(long rows)
    {
        var now = $"{Figures.Of(rows)} row{(rows == 1 ? "" : "s")}";
        if (RowsBefore is not { } before) return now;
        return Added is { } added && Removed is { } removed
            ? $"{now}, {Figures.Of(before)} before: {Figures.Of(added)} added, {Figures.Of(removed)} removed"
            : $"{now}, {Figures.Of(before)} before";
    }
}
