using System.Text;

namespace Levain.Host.Output;

/// <summary>The one table at the end of a build, or of a plan: a line per stage, then the gates and a summary of each model.</summary>
internal static class ResultTable
{
    // More lines than a screen has: what is up to date is then counted, not listed.
    private const int MostRows = 40;

    /// <param name="elapsed">How long all of it took; null when that is of no interest.</param>
    public static string Of(IReadOnlyList<ModelReport> reports, Terminal terminal, TimeSpan? elapsed = null)
    {
        var rows = 0;
        foreach (var report in reports) rows += report.Rows.Count;
        var folds = rows > MostRows;
        var sections = reports.Select(report => new Section(report, folds)).ToList();
        var columns = TableColumns.Of(sections.SelectMany(section => section.Cells), terminal.Width);
        var text = new StringBuilder();
        if (columns.HasRows) columns.AppendHeader(text, terminal.Colour);
        foreach (var section in sections)
        {
            if (sections.Count > 1) text.Append(section == sections[0] ? "" : "\n").Append(Paint.Of(TextWidth.Clean(section.Report.Model), Tone.Heading, terminal.Colour)).Append('\n');
            AppendSection(text, section, columns, terminal, sections.Count == 1 ? elapsed : null);
        }

        if (sections.Count > 1) text.Append('\n').Append(Total(reports, elapsed)).Append('\n');
        return text.ToString();
    }

    private static void AppendSection(StringBuilder text, Section section, TableColumns columns, Terminal terminal, TimeSpan? elapsed)
    {
        foreach (var cells in section.Cells) columns.AppendRow(text, cells, terminal.Colour);
        if (section.Folded.Count > 0) AppendLine(text, Folded(section.Folded), Tone.Quiet, terminal);
        foreach (var gate in section.Report.Gates) AppendLine(text, gate.Text, gate.Passed ? Tone.Good : Tone.Bad, terminal);
        AppendLine(text, Summary(section.Report, elapsed), section.Report.Failed ? Tone.Bad : Tone.Plain, terminal);
    }

    private static void AppendLine(StringBuilder text, string line, Tone tone, Terminal terminal) =>
        text.Append(Paint.Of(terminal.IsTerminal ? TextWidth.Cut(line, terminal.Width) : line, tone, terminal.Colour)).Append('\n');

    /// <summary>A line such as <c>97 stages are fresh</c>.</summary>
    private static string Folded(IReadOnlyList<StageRow> rows)
    {
        var words = Words(rows);
        return words.Count == 1 ? $"{Amounts.Count(rows.Count, "stage")} {(rows.Count == 1 ? "is" : "are")} {words[0].Word}" : $"{Amounts.Count(rows.Count, "stage")} are up to date: {Counted(words)}";
    }

    /// <summary>A line such as <c>xgoals: 3 built, 2 fresh in 1.4 s</c>.</summary>
    private static string Summary(ModelReport report, TimeSpan? elapsed) =>
        $"{TextWidth.Clean(report.Model)}: {(report.Error is { } error ? $"failed: {TextWidth.Clean(error.Message)}" : report.Rows.Count == 0 ? "no stages" : Counted(Words(report.Rows)))}{(report.Error is null ? In(elapsed) : "")}";

    private static string Total(IReadOnlyList<ModelReport> reports, TimeSpan? elapsed)
    {
        var broken = reports.Count(report => report.Error is not null);
        var parts = new List<string>();
        if (broken > 0) parts.Add($"{broken} not built");
        if (Words(reports.SelectMany(report => report.Rows)) is { Count: > 0 } words) parts.Add(Counted(words));
        return $"{reports.Count} models: {(parts.Count == 0 ? "no stages" : string.Join(", ", parts))}{In(elapsed)}";
    }

    private static string In(TimeSpan? elapsed) => elapsed is { } time ? $" in {Amounts.Of(time)}" : "";

    private static string Counted(IReadOnlyList<WordCount> words) => string.Join(", ", words.Select(each => $"{each.Count} {each.Word}"));

    private static IReadOnlyList<WordCount> Words(IEnumerable<StageRow> rows)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows) counts[row.Word.Text] = counts.TryGetValue(row.Word.Text, out var before) ? before + 1 : 1;
        var words = new List<WordCount>();
        foreach (var word in StageWord.Urgency)
            if (counts.TryGetValue(word, out var count)) words.Add(new WordCount(word, count));
        return words;
    }

    // A class, not a tuple: lists of such tuples have to be compiled at every start.
    private sealed record WordCount(string Word, int Count);

    private sealed class Section
    {
        public Section(ModelReport report, bool folds)
        {
            Report = report;
            Folded = folds ? [.. report.Rows.Where(row => row.Word.IsDone)] : [];
            Cells = [.. report.Rows.Where(row => !folds || !row.Word.IsDone).Select(row => new TableCells(row, report.Gates))];
        }

        public ModelReport Report { get; }

        public IReadOnlyList<StageRow> Folded { get; }

        public IReadOnlyList<TableCells> Cells { get; }
    }
}
