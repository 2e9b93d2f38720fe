using System.Globalization;

namespace Levain.Bench;

/// <summary>Ten times as many files: does everything take ten times as long, and no longer?</summary>
internal sealed class ManyFilesRaces(GeneratedWorkspace workspace, Ground ground, StoreScale scale, int rounds, StoreRows rows)
{
    // One would be linear to the last millisecond.
    private const double LinearTarget = 1.1;

    public void Run()
    {
        var (fewFirst, fewNoOp) = Measure(scale.TreeFiles);
        var (manyFirst, manyNoOp) = Measure(scale.ManyFiles);
        Compare("first snapshot", fewFirst, manyFirst);
        Compare("nothing changed", fewNoOp, manyNoOp);
    }

    private (Figures First, Figures NoOp) Measure(int count)
    {
        var files = string.Create(CultureInfo.InvariantCulture, $"{count:N0} x {StoreScale.TinyFile} bytes");
        var tree = Path.Combine(workspace.Root, "data", string.Create(CultureInfo.InvariantCulture, $"many{count}"));
        StoreSuite.Say($"writing {files} on {ground.Name}");
        RandomContent.WriteTree(tree, count, StoreScale.TinyFile);

        StoreSuite.Say($"first snapshot of {files}, then nothing changed, on {ground.Name}");
        var ours = new OurKeeper(workspace, ground, "many", tree);
        var first = Measure($"first snapshot of {files}", new Contender(StoreRace.Ours, _ =>
        {
            ours.Begin();
            return ours.Add();
        }));
        var noOp = Measure($"nothing changed: Lock of {files}", new Contender(StoreRace.Ours, _ => ours.Add()), new Contender("du -s", _ => new Command("du", ["-s", tree], tree)) { IsFloor = true });
        ours.End();
        ground.Discard(tree);
        return (first, noOp);
    }

    private Figures Measure(string what, params Contender[] contenders)
    {
        var race = new StoreRace(ground, rounds);
        var measured = race.Run(contenders);
        rows.Add(what, ground, race, measured, target: null);
        return measured[StoreRace.Ours].Seconds;
    }

    private void Compare(string what, Figures few, Figures many)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"{scale.ManyFiles:N0} files, per file, beside {scale.TreeFiles:N0} of the same size: 1 is linear");
        var share = (double)scale.TreeFiles / scale.ManyFiles / few.Median;
        rows.Add(new BenchRow($"growth of {what}", "x", many.Map(seconds => seconds * share)) { Where = ground.Name, Target = LinearTarget, Note = note });
    }
}
