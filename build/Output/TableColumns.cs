using System.Text;

namespace Levain.Host.Output;

/// <summary>The widths of the table's columns: as wide as their texts, or as the terminal allows.</summary>
internal sealed class TableColumns
{
    private const int Gap = 2;
    private const int LeastReason = 20;
    private const int LeastStage = 16;
    private const int LeastMetrics = 12;

    private int stage = 5, word = 5, reason = 6, time, digest, metrics;

    private TableColumns() { }

    public bool HasRows { get; private set; }

    public static TableColumns Of(IEnumerable<TableCells> rows, int width)
    {
        var columns = new TableColumns();
        foreach (var row in rows) columns.Include(row);
        columns.Shrink(width);
        return columns;
    }

    public void AppendHeader(StringBuilder text, bool colour)
    {
        var start = text.Length;
        Append(text, "stage", "state", "reason", "time", "digest", "metrics", Tone.Plain, colour: false);
        var header = text.ToString(start, text.Length - start - 1);
        text.Length = start;
        text.Append(Paint.Of(header, Tone.Quiet, colour)).Append('\n');
    }

    public void AppendRow(StringBuilder text, TableCells row, bool colour) =>
        Append(text, row.Stage, row.Word.Text, row.Reason, row.Time, row.Digest, row.Metrics, row.Word.Tone, colour);

    private void Include(TableCells row)
    {
        HasRows = true;
        stage = Math.Max(stage, TextWidth.Of(row.Stage));
        word = Math.Max(word, row.Word.Text.Length);
        reason = Math.Max(reason, TextWidth.Of(row.Reason));
        // Columns that no row fills are not there at all.
        if (row.Time.Length > 0) time = Math.Max(Math.Max(time, 4), row.Time.Length);
        if (row.Digest.Length > 0) digest = row.Digest.Length;
        if (row.Metrics.Length > 0) metrics = Math.Max(Math.Max(metrics, 7), TextWidth.Of(row.Metrics));
    }

    private int Total => stage + Gap + word + Gap + reason + Column(time) + Column(digest) + Column(metrics);

    // What is said elsewhere too gives way first: long reasons are in `Why`, digests in the lock.
    private void Shrink(int width)
    {
        if (Total <= width) return;
        reason = Narrower(reason, LeastReason, width);
        stage = Narrower(stage, LeastStage, width);
        metrics = metrics == 0 ? 0 : Narrower(metrics, LeastMetrics, width);
        if (Total > width) digest = 0;
        if (Total > width) metrics = 0;
        reason = Narrower(reason, 6, width);
        if (Total > width) time = 0;
        stage = Narrower(stage, 5, width);
        reason = Narrower(reason, 0, width);
        // What was taken beyond need is given back.
        reason += Math.Max(0, width - Total);
    }

    private int Narrower(int column, int least, int width) => Total <= width ? column : Math.Max(Math.Min(column, least), column - (Total - width));

    private static int Column(int width) => width == 0 ? 0 : Gap + width;

    private void Append(StringBuilder text, string stageText, string wordText, string reasonText, string timeText, string digestText, string metricsText, Tone tone, bool colour)
    {
        var start = text.Length;
        text.Append(TextWidth.Pad(TextWidth.CutMiddle(stageText, stage), stage)).Append(' ', Gap);
        text.Append(Paint.Of(wordText, tone, colour)).Append(' ', word - wordText.Length + Gap);
        text.Append(TextWidth.Pad(TextWidth.Cut(reasonText, reason), reason));
        if (time > 0) text.Append(' ', Gap).Append(TextWidth.PadLeft(timeText, time));
        if (digest > 0) text.Append(' ', Gap).Append(TextWidth.Pad(digestText, digest));
        if (metrics > 0) text.Append(' ', Gap).Append(TextWidth.Cut(metricsText, metrics));
        while (text.Length > start && text[^1] == ' ') text.Length--;
        text.Append('\n');
    }
}
