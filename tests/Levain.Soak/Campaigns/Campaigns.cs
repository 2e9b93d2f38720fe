namespace Levain.Soak;

/// <summary>Every way to break things that there is.</summary>
internal sealed class Campaigns : IDisposable
{
    private readonly Templates templates = new();
    private readonly Judge judge = new();
    private readonly FaultLibrary? library;

    public Campaigns()
    {
        library = FaultLibrary.Compile(out var missing);
        All =
        [
            new RandomKill(templates, judge),
            Calls("die", "killed before its n-th call", 1500, shot => new() { Calls = FaultOrder.Changes, Kind = "die", At = shot.Step }),
            Calls("tear", "killed in the middle of its n-th write", 400, shot => new() { Calls = "write", Kind = "tear", At = shot.Step }),
            Calls("full", "no space from its n-th write on", 1500, shot => new() { Calls = FaultOrder.Room, Kind = FaultOrder.Error(FaultOrder.NoSpace), At = shot.Step, Lasts = true }),
            Calls("full-once", "no space at its n-th write only", 1500, shot => new() { Calls = FaultOrder.Room, Kind = FaultOrder.Error(FaultOrder.NoSpace), At = shot.Step }),
            Calls("error", "an I/O error at its n-th change", 1500, shot => new() { Calls = FaultOrder.Changes, Kind = FaultOrder.Error(FaultOrder.InputOutput), At = shot.Step }),
            Calls("errors", "I/O errors at random calls", 200, shot => new() { Calls = FaultOrder.Everything, Kind = FaultOrder.Error(FaultOrder.InputOutput), Every = 20 << (shot.Step % 6), Seed = shot.Random().Next() }),
            Calls("bad-reads", "I/O errors at random reads", 200, shot => new() { Calls = "read", Kind = FaultOrder.Error(FaultOrder.InputOutput), Every = 2 << (shot.Step % 6), Seed = shot.Random().Next() }),
            Calls("short", "short reads and writes", 50, shot => new() { Calls = "read,write", Kind = "short", Every = 1 + (shot.Step % 4), Seed = shot.Random().Next() }, tolerant: false),
            Calls("interrupted", "calls interrupted by signals", 50, shot => new() { Calls = "open,read,write,sync,lock", Kind = FaultOrder.Error(FaultOrder.Interrupted), Every = 2 << (shot.Step % 5), Seed = shot.Random().Next() }, tolerant: false),
            Calls("read-only-calls", "a read-only disk from its n-th change on", 1500, shot => new() { Calls = FaultOrder.Changes, Kind = FaultOrder.Error(FaultOrder.ReadOnly), At = shot.Step, Lasts = true }),
            new SmallDisk(templates, judge),
            new ReadOnlyDisk(templates, judge),
            new Damage(templates, judge),
            new Damage(templates, judge, ofRemote: true),
            new FaultyServer(templates, judge),
            new ModelCampaign(templates, judge),
        ];

        CallFaults Calls(string name, string what, int longRun, Func<Shot, FaultOrder> order, bool tolerant = true) => new(templates, judge, library, missing, name, what, longRun, order, tolerant);
    }

    public IReadOnlyList<Campaign> All { get; }

    public void Dispose()
    {
        templates.Dispose();
        judge.Dispose();
        library?.Dispose();
    }
}
