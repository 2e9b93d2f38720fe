using Levain.Learning.Splits;

namespace Levain.Learning;

/// <summary>Cut-offs that move through time: learned from is what lies at or before one, judged by what lies within the horizon behind it.</summary>
/// <remarks>The newest cut-off is a horizon before the last time, or <see cref="Newest"/>; the others lie a step before each other. The first cut-off is the oldest. With <see cref="Newest"/>, rows that are added later change nothing.</remarks>
/// <example><code>
/// var cutOffs = new RollingOrigin("week", cutOffs: 8) { Horizon = TimeSpan.FromDays(28), Step = TimeSpan.FromDays(7), MinimumHistory = TimeSpan.FromDays(365) };
/// foreach (var cutOff in cutOffs.Over(sales))
///     yield return new Forecast { Training = cutOff.Training, Label = cutOff.Label, … };
/// </code></example>
public sealed record RollingOrigin : RepeatedSplit
{
    /// <param name="time">The column of dates or times.</param>
    /// <param name="cutOffs">How many.</param>
    public RollingOrigin(string time, int cutOffs) => (Time, CutOffs) = (time, cutOffs);

    /// <summary>The column of dates or times.</summary>
    public string Time { get; init; }

    /// <summary>How many there are.</summary>
    public int CutOffs { get; init => field = value >= 1 ? value : throw new BuildException($"`{nameof(CutOffs)}` is at least 1, not {value}"); }

    /// <summary>How long behind a cut-off its test rows reach, the last moment included.</summary>
    public required TimeSpan Horizon { get; init => field = Positive(value, nameof(Horizon)); }

    /// <summary>How far cut-offs lie apart.</summary>
    public required TimeSpan Step { get; init => field = Positive(value, nameof(Step)); }

    /// <summary>How far the oldest cut-off must at least lie behind the first time.</summary>
    public TimeSpan MinimumHistory { get; init => field = value >= TimeSpan.Zero ? value : throw new BuildException($"`{nameof(MinimumHistory)}` cannot be {value}"); }

    /// <summary>The newest cut-off; null for a horizon before the last time.</summary>
    public DateTime? Newest { get; init => field = TimeColumn.Moment(value, nameof(Newest)); }

    internal override int Count => CutOffs;

    internal override bool Makes(RowPart part) => part is RowPart.Training or RowPart.Test;

    private protected override string Word => "cut-off";

    private protected override string EmptyHint => "look at whether there are rows on both sides of the cut-off, or make the horizon longer";

    /// <summary>When this cut-off is.</summary>
    internal Timestamp CutOff(Table rows) => new(CutOffOf(TimeColumn.Of(rows, Time)));

    private protected override RowPart[] Assign(Table rows)
    {
        RequireNumber();
        var times = TimeColumn.Of(rows, Time);
        var cutOff = CutOffOf(times);
        var end = cutOff + TimeColumn.Span(Horizon);
        return Array.ConvertAll(times, time => time <= cutOff ? RowPart.Training : time <= end ? RowPart.Test : RowPart.None);
    }

    private long CutOffOf(long[] times)
    {
        var (newest, step) = (NewestOf(times), TimeColumn.Span(Step));
        RequireHistory(times.Min(), newest, step);
        return newest - ((CutOffs - Number) * step);
    }

    private long NewestOf(long[] times) => Newest is { } given ? Timestamp.From(given).Microseconds : times.Max() - TimeColumn.Span(Horizon);

    private void RequireHistory(long first, long newest, long step)
    {
        var earliest = (Int128)first + TimeColumn.Span(MinimumHistory);
        if ((Int128)newest - ((Int128)step * (CutOffs - 1)) >= earliest) return;
        var fit = newest < earliest ? 0 : ((newest - earliest) / step) + 1;
        throw new BuildException(
            FormattableString.Invariant($"column `{Time}` has history for {fit} of {CutOffs} cut-offs: it begins at {new Timestamp(first)}, and the newest cut-off is at {new Timestamp(newest)}"),
            fit > 0 ? $"ask for at most {fit}, or for a shorter step or less history" : "ask for less history or a shorter horizon");
    }

    private static TimeSpan Positive(TimeSpan value, string option) => value > TimeSpan.Zero ? value : throw new BuildException($"`{option}` is above zero, not {value}", "give it some time, such as `TimeSpan.FromDays(7)`");
}
