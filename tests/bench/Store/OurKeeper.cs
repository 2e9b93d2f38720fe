namespace Levain.Bench;

/// <summary>Ourselves: snapshots in a generated workspace.</summary>
internal sealed class OurKeeper(GeneratedWorkspace workspace, Ground ground, string snapshot, string source) : Keeper
{
    public override string Name => StoreRace.Ours;

    public override string Folder => workspace.StoreFolder;

    private string CheckedOut => Path.Combine(ground.Folder, "checked-out");

    public override void Begin()
    {
        workspace.EmptyStore(ground);
        ground.Discard(Path.Combine(workspace.Root, "data.lock.json"));
    }

    public override Command Add() => workspace.Host("--target", "Lock", "--snapshot", snapshot, "--source", Path.GetRelativePath(workspace.Root, source), "--profile", "public", "--yes");

    /// <summary>No target does it alone: a process of ours with the store's public interface.</summary>
    public override Command CheckOut() => CheckOutProcess.Of(workspace.Root, snapshot, CheckedOut);

    public override void DiscardCheckOut() => ground.Discard(CheckedOut);

    public override void End() => Begin();
}
