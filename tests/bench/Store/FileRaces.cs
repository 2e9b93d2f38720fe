using System.Globalization;

namespace Levain.Bench;

/// <summary>One large file: kept, grown at its end, and grown in its middle.</summary>
internal sealed class FileRaces(GeneratedWorkspace workspace, Ground ground, StoreScale scale, int rounds, StoreRows rows)
{
    private const double FirstTarget = 2.5, AppendTarget = 2.2, AppendedBytes = 12, InsertedBytes = 3;

    private readonly string file = Path.Combine(workspace.Root, "data", "large", "large.bin");
    private readonly string size = string.Create(CultureInfo.InvariantCulture, $"{scale.LargeFile / (1 << 20):N0} MiB");

    public void Run()
    {
        StoreSuite.Say($"writing {size} on {ground.Name}");
        RandomContent.Append(file, scale.LargeFile, stream: 0);
        Keeper[] keepers = [new OurKeeper(workspace, ground, "large", file), .. PeerKeeper.All(ground, file).Installed];
        First(keepers);
        Appended(keepers);
        Inserted(keepers);
        foreach (var keeper in keepers) keeper.End();
        ground.Discard(file);
    }

    private void First(Keeper[] keepers)
    {
        StoreSuite.Say($"first snapshot of {size} on {ground.Name}");
        List<Contender> contenders = [.. keepers.Select(keeper => new Contender(keeper.Name, _ => Fresh(keeper)) { Stores = () => keeper.Folder })];
        contenders.Add(new("sha256sum", _ => new Command("sha256sum", [file], ground.Folder)) { IsFloor = true });
        Measure($"first snapshot of {size}", contenders, FirstTarget, $"DVC here: 4.61; {ground.FloorNote(scale.LargeFile)}");
    }

    private void Appended(Keeper[] keepers)
    {
        StoreSuite.Say($"1 % appended on {ground.Name}");
        Measure($"1 % appended to {size}", Again(keepers), AppendTarget, "DVC here: 6.09 s, 1,084 MB stored", AppendedBytes,
            round => RandomContent.Append(file, scale.Appended, stream: 1 + (ulong)round));
    }

    private void Inserted(Keeper[] keepers)
    {
        StoreSuite.Say($"1 MB put into the middle on {ground.Name}");
        Measure($"1 MB put into the middle of {size}", Again(keepers), target: null, "", InsertedBytes,
            round => RandomContent.Insert(file, scale.Inserted, stream: 1_000 + (ulong)round));
    }

    // Each run finds the file as the run before left it, and grown once more. git keeps all of it each time: once is enough.
    private static List<Contender> Again(Keeper[] keepers) =>
        [.. keepers.Select(keeper => new Contender(keeper.Name, _ => keeper.Add()) { Stores = () => keeper.Folder, Once = keeper is GitKeeper })];

    private static Command Fresh(Keeper keeper)
    {
        keeper.Begin();
        return keeper.Add();
    }

    private void Measure(string what, IReadOnlyList<Contender> contenders, double? target, string note, double? stored = null, Action<int>? change = null)
    {
        var race = new StoreRace(ground, rounds);
        rows.Add(what, ground, race, race.Run(contenders, change), target, note, stored);
    }
}
