namespace Levain.Bench;

/// <summary>Chunks cut by content, in packs. It always encrypts, and derives its key at every start.</summary>
internal sealed class ResticKeeper(Ground ground, string source) : PeerKeeper(ground, source)
{
    public override string Name => "restic";

    protected override IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string> { ["RESTIC_PASSWORD"] = "bench" };

    public override Command Add() => Restic("backup", "--compression", "off", Source);

    protected override Command CheckOut(string target) => Restic("restore", "latest", "--target", target);

    protected override void Initialize() => Restic("init").Run();

    private Command Restic(params string[] arguments) => Command("/", ["-r", Folder, "--no-cache", "-q", .. arguments]);
}
