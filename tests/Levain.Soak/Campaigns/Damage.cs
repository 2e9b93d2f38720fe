using Levain.Store;

namespace Levain.Soak;

/// <summary>Files of the store that were deleted, cut, overwritten or whose bits flipped while nobody looked.</summary>
/// <remarks>
/// Everything under <c>.levain</c> is fair game. <c>data.lock.json</c> and <c>model.lock.json</c> are not: they are the user's, come from git, and a
/// build refuses them with a sentence when they cannot be read.
/// </remarks>
/// <param name="ofRemote">Whether the files are those of the remote instead.</param>
internal sealed class Damage(Templates templates, Judge judge, bool ofRemote = false) : Campaign(templates, judge)
{
    private static readonly Action<string, Random>[] Ways =
    [
        (path, random) => File.Delete(path),
        (path, random) => Change(path, bytes => { if (bytes.Length > 0) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8)); return bytes; }),
        (path, random) => Change(path, bytes => bytes[..random.Next(bytes.Length + 1)]),
        (path, random) => Change(path, bytes => []),
        (path, random) => Change(path, bytes => { bytes.AsSpan(random.Next(bytes.Length + 1)).Clear(); return bytes; }),
        (path, random) => Change(path, bytes => [.. bytes, .. new byte[1 + random.Next(100)]]),
        (path, random) => Change(path, bytes => { random.NextBytes(bytes); return bytes; }),
    ];

    public override string Name => ofRemote ? "damage-remote" : "damage";

    public override string What => $"files of the {(ofRemote ? "remote" : "store")} deleted, cut, overwritten or with bits flipped";

    public override int LongRun => 500;

    // There must be something to damage.
    public override bool Meets(Operation operation) => ofRemote ? operation.IsShared : !operation.StartsEmpty;

    public override async Task<Impact> FireAsync(Shot shot)
    {
        var workspace = await Templates.CopyAsync(shot.Operation).ConfigureAwait(false);
        var random = shot.Random();
        if (!ofRemote && !shot.Operation.StartsDamaged) Wear.Leave(workspace);
        var folder = ofRemote ? workspace.Remote : workspace.Store;
        var told = shot.Step % 10 == 0 ? DeleteFolder(folder, random) : Spoil(folder, shot.Step, random);

        using var victim = Victim.Start(shot.Operation.Command(workspace));
        var ending = victim.End();
        var mayDecline = shot.Operation.NeedsWholeStore || (ofRemote && !shot.Operation.Builds);
        var violation = ending.Fault ?? (ending.ExitCode == 0 || mayDecline ? null : $"it gave up: {ending.Errors.Trim()}") ?? await VerdictAsync(shot, workspace, mends: !ofRemote, shares: false).ConfigureAwait(false);
        ReadOnlyTree.TryDelete(workspace.Root);
        return new Impact(told.Count, ending.ExitCode, violation is null ? null : $"{violation} after {string.Join(", ", told.Take(5))}");
    }

    /// <summary>Damages one to twenty files of one kind, each in its own way.</summary>
    private static List<string> Spoil(string store, int step, Random random)
    {
        var kinds = Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories).GroupBy(path => KindOf(store, path)).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToList();
        var files = kinds[step % kinds.Count].Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(files);
        var told = new List<string>();
        foreach (var path in files.Take(1 << random.Next(5)))
        {
            var way = random.Next(Ways.Length);
            Ways[way](path, random);
            told.Add($"way {way} on {Path.GetRelativePath(store, path)}");
        }

        return told;
    }

    private static List<string> DeleteFolder(string store, Random random)
    {
        var folders = Directory.EnumerateDirectories(store, "*", SearchOption.AllDirectories).Where(path => Directory.EnumerateFileSystemEntries(path).Any()).Order(StringComparer.Ordinal).ToArray();
        var folder = folders[random.Next(folders.Length)];
        ReadOnlyTree.TryDelete(folder);
        return [$"{Path.GetRelativePath(store, folder)} was deleted"];
    }

    // Such as `objects`, `paths/.manifest` or `stat-cache`.
    private static string KindOf(string store, string path)
    {
        var names = Path.GetRelativePath(store, path).Split('/');
        return names.Length == 1 ? names[0] : $"{names[0]}/{(names[0] is "objects" or "actions" ? "" : Path.GetExtension(names[1]))}";
    }

    private static void Change(string path, Func<byte[], byte[]> change)
    {
        var bytes = change(File.ReadAllBytes(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // Into the very inode, as a failing disk would.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, bytes.Length);
        RandomAccess.Write(file, bytes, 0);
    }
}
