using System.Text;
using Levain.Scheduling;

namespace Levain.Host.Output;

/// <summary>One line about one thing that happened.</summary>
internal static class EventLine
{
    private const int WordWidth = 9;

    public static string Started(string name, TimeSpan? expected) => $"{"started",-WordWidth}  {name}{(expected is { } time ? $", took {Amounts.Of(time)} before" : "")}";

    public static string Finished(string name, StageOutcome outcome, bool colour)
    {
        var word = StageWord.Of(outcome);
        var text = new StringBuilder(Paint.Of(word.Text, word.Tone, colour)).Append(' ', Math.Max(0, WordWidth - word.Text.Length) + 2).Append(name);
        if (outcome.Duration is { } time) text.Append(outcome.Result == StageResult.Failed ? " after " : " in ").Append(Amounts.Of(time));
        if (outcome.Error is { } error) text.Append(": ").Append(TextWidth.Clean(error.Message));
        else if (outcome.Result == StageResult.Skipped) text.Append(": ").Append(TextWidth.Clean(outcome.Reason));
        var metrics = new TableCells(StageRow.Of(outcome), []).Metrics;
        if (metrics.Length > 0) text.Append("  ").Append(metrics);
        return text.ToString();
    }

    public static string Noticed(string message) => TextWidth.Clean(message);

    /// <summary>Whether a person would miss the line: what was up to date all along is in the table.</summary>
    public static bool IsWorth(StageOutcome outcome) => outcome.Result is not (StageResult.UpToDate or StageResult.Skipped);
}
