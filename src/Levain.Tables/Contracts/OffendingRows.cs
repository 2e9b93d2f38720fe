using System.Globalization;
using System.Text;
using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>The first rows that break an expectation, as aligned lines: the number of the row, its keys, and what is wrong in it.</summary>
/// <param name="keys">Columns that tell rows apart.</param>
internal sealed class OffendingRows(DuckSession session, IReadOnlyList<string> keys)
{
    private const int Most = 10, Widest = 40;

    public IEnumerable<string> Of(PlannedCheck check, long count)
    {
        if (check.Fails is null) return [];
        IReadOnlyList<string> columns = [.. keys.Union(check.Shown, StringComparer.Ordinal)];
        var lines = Read(check.Fails, columns).Prepend(["row", .. columns.Select(Shown)]).ToList();
        return Aligned(lines, more: count - (lines.Count - 1));
    }

    private IEnumerable<string[]> Read(string fails, IReadOnlyList<string> columns)
    {
        // Only as much of a text as is shown: it may have gigabytes.
        var list = columns.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $", left(CAST({Sql.Identifier(column)} AS VARCHAR), {Widest + 1}) AS \"v {i}\""));
        var table = session.ReadTable($"SELECT \"row number\"{string.Join("", list)} FROM (SELECT row_number() OVER () AS \"row number\", * FROM {ContractCheck.InputSql}) WHERE {fails} ORDER BY \"row number\" LIMIT {Most}", Most);
        for (var row = 0; row < table.RowCount; row++)
            yield return [.. table.Columns.Select(column => column is StringColumn text ? text[row] is { } there ? Shown(there) : "null" : ((ValueColumn<long>)column)[row].ToString(CultureInfo.InvariantCulture))];
    }

    private static IEnumerable<string> Aligned(List<string[]> lines, long more)
    {
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => Width(line[column]))).ToArray();
        foreach (var line in lines)
            yield return "  " + string.Join("  ", line.Select((cell, column) => column == 0 ? new string(' ', widths[0] - Width(cell)) + cell : cell + new string(' ', widths[column] - Width(cell)))).TrimEnd();
        if (more > 0) yield return string.Create(CultureInfo.InvariantCulture, $"  … and {more} more");
    }

    // Values come from outside: nothing in them may move the cursor or break the line.
    private static string Shown(string value)
    {
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (Width(text.ToString()) >= Widest) return text.Append('…').ToString();
            text.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? "\uFFFD" : rune.ToString());
        }

        return text.ToString();
    }

    private static int Width(string text) => text.EnumerateRunes().Count();
}
