using Levain.Learning;

namespace Levain.Drawing;

/// <summary>Where on its axis a number or a name of a column lies.</summary>
internal sealed class ColumnScale
{
    private readonly PlotColumn column;
    private readonly PlotScale scale;

    public ColumnScale(PlotColumn column)
    {
        this.column = column;
        var extent = new Extent(column.Axis.Kind == PlotAxisKind.Logarithmic);
        foreach (var value in column.Values) extent.Add(value);
        (Extent, scale) = (extent, new(column.Axis, extent));
    }

    public Extent Extent { get; }

    public string Label => Told.Name(column.Axis);

    private bool IsNamed => column.Names.Count > 0;

    /// <summary>0 at the lower end, 1 at the upper one; null for a line that has no place on this axis.</summary>
    public double? Part(int line)
    {
        var value = column.Values[line];
        if (!IsNamed) return !scale.IsEmpty && scale.Takes(value) ? Math.Clamp(scale.Part(value), 0, 1) : null;
        return IsName(value) ? Place((int)value) : null;
    }

    /// <summary>As <see cref="Part"/>, from the least number there is to the greatest: without the room that an axis has at its ends.</summary>
    public double? Colour(int line)
    {
        if (Part(line) is not { } part) return null;
        var (low, high) = IsNamed ? (Place(0), Place(column.Names.Count - 1)) : (column.Axis.From is null ? Clamped(Extent.Low) : 0, column.Axis.To is null ? Clamped(Extent.High) : 1);
        return high > low ? Math.Clamp((part - low) / (high - low), 0, 1) : 0.5;
    }

    public IReadOnlyList<PlotTick> Ticks(double height)
    {
        if (!IsNamed) return scale.Ticks((int)(height / 42));
        var each = Math.Max(1, (int)Math.Ceiling(14 * column.Names.Count / height));
        return [.. column.Names.Select((name, i) => new PlotTick(i, name)).Where((_, i) => i % each == 0)];
    }

    public double Part(PlotTick tick) => IsNamed ? Place((int)tick.Value) : Math.Clamp(scale.Part(tick.Value), 0, 1);

    public string Text(int line) => Text(column.Values[line]);

    public string Text(double value) => !IsNamed ? Told.Number(column.Axis, value) : IsName(value) ? column.Names[(int)value] : "none";

    public string Low => Extent.IsEmpty ? "none" : Text(Math.Max(Extent.Low, column.Axis.From ?? Extent.Low));

    public string High => Extent.IsEmpty ? "none" : Text(Math.Min(Extent.High, column.Axis.To ?? Extent.High));

    public string Range() => IsNamed
        ? string.Join(", ", column.Names.Take(12)) + (column.Names.Count > 12 ? $" and {PlotNumber.Counted(column.Names.Count - 12, "more name")}" : "")
        : Extent.IsEmpty ? "no number" : $"from {Text(Extent.Low)} to {Text(Extent.High)}";

    private bool IsName(double value) => value >= 0 && value < column.Names.Count && value == Math.Floor(value);

    private double Place(int name) => (name + 0.5) / column.Names.Count;

    private double Clamped(double value) => Math.Clamp(scale.Part(value), 0, 1);
}
