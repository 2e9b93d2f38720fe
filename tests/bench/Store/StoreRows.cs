using System.Globalization;

namespace Levain.Bench;

/// <summary>Turns what was measured into rows, and says each at once: a suite takes minutes, and what is known is not lost when it is stopped.</summary>
/// <param name="promised">False at another scale than the real one: then no target means anything.</param>
internal sealed class StoreRows(bool promised)
{
    private const double MemoryTarget = 200;

    private readonly List<BenchRow> rows = [];

    public IReadOnlyList<BenchRow> All => rows;

    /// <summary>A row for each peer, or one without; then memory, and what was stored where that was asked.</summary>
    public void Add(string what, Ground ground, StoreRace race, IReadOnlyDictionary<string, Measured> measured, double? target, string note = "", double? storedTarget = null)
    {
        note = string.Join("; ", race.Failures.Where(failure => failure.Key != StoreRace.Ours).Select(failure => failure.Value).Prepend(note).Where(text => text.Length > 0));
        if (race.Failures.TryGetValue(StoreRace.Ours, out var failure))
        {
            Add(new BenchRow(what, "s", null) { Where = ground.Name, Target = target, Note = failure });
            return;
        }

        Rows(what, "s", ground, measured, each => each.Seconds, target, note);
        Rows($"peak memory, {what}", "MB", ground, measured, each => each.Memory, MemoryTarget);
        Rows($"stored, {what}", "MB", ground, measured, each => each.Stored, storedTarget);
    }

    public void Add(BenchRow row)
    {
        if (!promised) row = row with { Target = null };
        rows.Add(row);
        var figure = row.Ours is { } ours ? string.Create(CultureInfo.InvariantCulture, $"{ours.Median:0.####} {row.Unit}") : row.Note;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bench:   {row.What}, {row.Where}: {figure}{(row.Ratio is { } ratio ? $", {ratio:0.##} of {row.Peer}" : "")}"));
    }

    private void Rows(string what, string unit, Ground ground, IReadOnlyDictionary<string, Measured> measured, Func<Measured, Figures?> figures, double? target, string note = "")
    {
        if (figures(measured[StoreRace.Ours]) is not { } ours) return;
        var peers = measured.Where(pair => pair.Key != StoreRace.Ours && figures(pair.Value) is not null).Select(pair => pair.Key).ToList();
        foreach (var peer in peers.DefaultIfEmpty(""))
            Add(new BenchRow(what, unit, ours) { Where = ground.Name, Target = target, Peer = peer, PeerFigures = peer.Length == 0 ? null : figures(measured[peer]), Note = note });
    }
}
