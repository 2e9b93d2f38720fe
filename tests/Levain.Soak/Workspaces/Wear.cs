using Levain.Collection;
using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Soak;

/// <summary>What years and dead processes leave in a store.</summary>
internal static class Wear
{
    /// <summary>Damages one file of each kind that a repair knows.</summary>
    public static void Spoil(SoakWorkspace workspace)
    {
        var folder = workspace.Open().Folder;
        var packs = StoreWalk.Packs(folder);
        Flip(packs[0], new FileInfo(packs[0]).Length / 2);
        Flip(packs[^1], new FileInfo(packs[^1]).Length - 40);
        Flip(StoreWalk.Files(folder.Objects).First().Path, 0);
        File.Delete(StoreWalk.Files(folder.Objects).Last().Path);
        Flip(StoreWalk.Files(folder.Actions).First().Path, 30);
        foreach (var path in Directory.EnumerateFiles(folder.Trees).Concat(Directory.EnumerateFiles(folder.Paths, "*.manifest"))) Flip(path, 20);
        File.WriteAllText(Path.Combine(folder.Packs, "stranger"), "not ours");
        File.WriteAllText(Path.Combine(folder.Objects, "00", "stranger"), "not ours");
    }

    /// <summary>Plants what is there only now and then: leases, lists of lost records, what is half written, half removed or set aside.</summary>
    public static void Leave(SoakWorkspace workspace)
    {
        var folder = workspace.Open().Folder;
        var dead = new ProcessIdentity(int.MaxValue, 1, folder.Boot);
        File.WriteAllBytes(Path.Combine(folder.Leased, $"{dead}.00000000"), new byte[2 * Digest.ByteCount]);
        // Another machine's: nobody here can tell whether it lives.
        File.WriteAllBytes(Path.Combine(folder.Leased, $"{new ProcessIdentity(1, 1, "elsewhere")}.00000000"), new byte[2 * Digest.ByteCount]);
        File.WriteAllText(Path.Combine(folder.Temporary, $"{dead}.00000000-1"), "half an object");
        Directory.CreateDirectory(Path.Combine(folder.Temporary, $"{dead}.00000000-2", "below"));
        File.WriteAllText(Path.Combine(folder.Temporary, $"{dead}.00000000-2", "below", "file"), "half a tree");
        File.WriteAllText(folder.StatCache, "half a cache");
        File.WriteAllText(Path.Combine(folder.Damaged, Digest.Of("damaged").Hex), "set aside");

        if (StoreWalk.Packs(folder) is [var path, ..] && PackFile.Open(path) is var pack) pack.Lost.Add(pack.Entries().First().Digest, folder.NewTemporary());

        // A collection that was killed between taking and giving back.
        foreach (var file in StoreWalk.Files(folder.Objects).Take(3).ToList()) folder.Trash.Take(file.Path);
        foreach (var other in StoreWalk.Packs(folder).Skip(1).Take(1)) folder.Trash.Take(other);
    }

    private static void Flip(string path, long at)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        var one = new byte[1];
        RandomAccess.Read(file, one, at);
        one[0] ^= 1;
        RandomAccess.Write(file, one, at);
    }
}
