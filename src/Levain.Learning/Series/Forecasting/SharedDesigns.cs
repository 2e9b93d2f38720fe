namespace Levain.Learning.Forecasting;

/// <summary>Designs of series of the same dates, made once and let go behind the last of them. Threads may share it.</summary>
internal sealed class SharedDesigns
{
    private readonly Func<TimeSeries, SeriesDesign> design;
    private readonly Dictionary<(DateOnly, TimeStep, int), Shared> shared = [];

    public SharedDesigns(IReadOnlyList<TimeSeries> histories, Func<TimeSeries, SeriesDesign> design)
    {
        this.design = design;
        foreach (var history in histories)
        {
            if (!shared.TryGetValue(KeyOf(history), out var of)) shared.Add(KeyOf(history), of = new());
            of.Left++;
        }
    }

    public SeriesDesign Take(TimeSeries history)
    {
        var of = shared[KeyOf(history)];
        lock (of)
        {
            var made = of.Design ??= design(history);
            if (--of.Left <= 0) of.Design = null;
            return made;
        }
    }

    private static (DateOnly, TimeStep, int) KeyOf(TimeSeries history) => (history.Start, history.Step, history.Count);

    private sealed class Shared
    {
        public int Left { get; set; }

        public SeriesDesign? Design { get; set; }
    }
}
