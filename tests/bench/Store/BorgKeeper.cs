using System.Globalization;

namespace Levain.Bench;

/// <summary>Chunks cut by content, in segments, without encryption and compression.</summary>
internal sealed class BorgKeeper(Ground ground, string source) : PeerKeeper(ground, source)
{
    private int archives;
    private string? home;

    public override string Name => "borg";

    protected override IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["BORG_BASE_DIR"] = home ??= Directory.CreateDirectory(NewPath("borg-home")).FullName,
        ["BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK"] = "yes",
        ["BORG_RELOCATED_REPO_ACCESS_IS_OK"] = "yes",
    };

    public override Command Add() => Command("/", "create", "--compression", "none", Archive(++archives), Source);

    protected override Command CheckOut(string target) => Command(target, "extract", Archive(archives));

    protected override void Initialize() => Command("/", "init", "-e", "none", Folder).Run();

    private string Archive(int number) => string.Create(CultureInfo.InvariantCulture, $"{Folder}::a{number}");
}
