using Levain.Drawing;

namespace Levain.Learning;

/// <summary>Numbers in rows and columns, the stronger the colour the farther from zero, such as a confusion matrix.</summary>
public sealed record HeatMap : Plot
{
    private const int MostNames = 200;

    /// <summary>What the rows are.</summary>
    public required string RowLabel { get; init; }

    /// <summary>What the columns are.</summary>
    public required string ColumnLabel { get; init; }

    public required IReadOnlyList<string> Rows { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>A list for each row, with a number for each column; what is not finite is an empty cell.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Values { get; init; }

    /// <summary>Whether a cell is coloured, and told, as its share of its row: classes that are rare count as much as others then.</summary>
    public bool ByRow { get; init; }

    /// <summary>How often a class, the row, was taken for another, the column; coloured by the shares of the rows.</summary>
    public static HeatMap Confusion(string title, IReadOnlyList<string> classes, IReadOnlyList<IReadOnlyList<double>> counts) =>
        new() { Title = title, RowLabel = "true class", ColumnLabel = "predicted class", Rows = classes, Columns = classes, Values = counts, ByRow = true };

    private protected override Drawn Draw(SvgText svg, double top)
    {
        Check();
        var grid = new HeatGrid(this, top);
        grid.Append(svg);
        return Footnote.Append(svg, grid.Bottom, ByRow && Rows.Count > 0 && Columns.Count > 0 ? "the colour is the share of the row" : null, Told());
    }

    private void Check()
    {
        if (Values.Count != Rows.Count) throw new BuildException($"heat map `{Title}` has {Rows.Count} names of rows and {Values.Count} rows of values", "give as many values as names");
        if (Values.FirstOrDefault(row => row.Count != Columns.Count) is { } wrong) throw new BuildException($"heat map `{Title}` has {Columns.Count} names of columns and a row of {wrong.Count} values", "give as many values as names");
        if (Math.Max(Rows.Count, Columns.Count) > MostNames) throw new BuildException($"heat map `{Title}` has {Rows.Count} rows and {Columns.Count} columns, which nobody can read", $"show at most {MostNames} of each, such as the most frequent");
    }

    private string Told()
    {
        var cells = Rows.Count * Columns.Count;
        var told = $"{PlotNumber.Counted(Rows.Count, "row")} ({RowLabel}) and {PlotNumber.Counted(Columns.Count, "column")} ({ColumnLabel}).";
        if (cells is 0 or > 36) return told;
        return told + string.Concat(Rows.Select((row, i) => $" {row}: {string.Join(", ", Columns.Select((column, j) => $"{column} {PlotNumber.Of(Values[i][j])}"))}."));
    }
}
