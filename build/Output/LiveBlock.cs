namespace Levain.Host.Output;

/// <summary>The lines at the bottom of the screen: what runs now, and how far everything is.</summary>
internal static class LiveBlock
{
    private const int BarWidth = 20;
    private const int LongestName = 40;
    private const int Percent = 6;

    public static IReadOnlyList<string> Lines(ProgressState state, Terminal window)
    {
        var running = state.Running;
        if (running.Count == 0) return [];
        // One column stays free, because terminals disagree on where the cursor is after the last one; one line, for the same reason.
        var width = window.Width - 1;
        var room = Math.Max(1, window.Height - 1);
        var shown = running.Count + 1 <= room ? running.Count : Math.Max(0, room - 2);
        var name = Math.Min(Math.Min(LongestName, width / 2), running.Take(shown).Select(stage => TextWidth.Of(stage.Name)).DefaultIfEmpty(0).Max());
        var bars = running.Take(shown).Any(stage => stage.Fraction is not null) && name + BarWidth + Percent + 14 <= width;

        var lines = new List<string>();
        foreach (var stage in running.Take(shown)) lines.Add(Line(stage, state.ElapsedOf(stage), name, bars, width, window.Colour));
        if (shown < running.Count && room > 1) lines.Add(TextWidth.Cut($"… and {running.Count - shown} more", width));
        lines.Add(TextWidth.Cut(Overall(state, running.Count), width));
        return lines;
    }

    private static string Line(RunningStage stage, TimeSpan elapsed, int nameWidth, bool bars, int width, bool colour)
    {
        var name = TextWidth.Pad(TextWidth.CutMiddle(stage.Name, nameWidth), nameWidth);
        var bar = !bars ? "" : stage.Fraction is { } fraction ? $"  {Bar(fraction, colour)} {Math.Floor(fraction * 100),3:0} %" : new string(' ', BarWidth + Percent + 2);
        var rest = $"  {Amounts.SoFar(elapsed),8}{Outlook(stage, elapsed)}";
        return name + bar + TextWidth.Cut(rest, width - nameWidth - (bars ? BarWidth + Percent + 2 : 0));
    }

    private static string Bar(double fraction, bool colour)
    {
        var full = (int)(fraction * BarWidth);
        return Paint.Of(new string('█', full), Tone.Good, colour) + Paint.Of(new string('░', BarWidth - full), Tone.Quiet, colour);
    }

    private static string Outlook(RunningStage stage, TimeSpan elapsed) =>
        stage.Left(elapsed) is { } left ? $"  about {Amounts.Rough(left)} left"
        : stage.IsLate(elapsed) ? $"  longer than before ({Amounts.Of(stage.Expected!.Value)})"
        : "";

    private static string Overall(ProgressState state, int running) =>
        $"{state.Done}/{state.Stages} done, {running} running{(state.Left() is { } left ? $", about {Amounts.Rough(left)} left" : "")}";
}
