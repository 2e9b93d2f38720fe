using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Soak;

/// <summary>The file that holds an object, for those who want to spoil it.</summary>
internal static class ObjectPlace
{
    public enum Kind
    {
        None,
        Loose,
        Pack,
    }

    /// <summary>Flips one bit of the bytes of an object, wherever they are.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool Flip(StoreFolder folder, Digest digest, int bit)
    {
        if (Packed(folder, digest) is { } found) return Flip(found.Pack.Path, found.Entry.Offset, found.Entry.Length, bit);
        var path = LoosePath(folder, digest);
        return File.Exists(path) && Flip(path, 0, (int)new FileInfo(path).Length, bit);
    }

    public static Kind Delete(StoreFolder folder, Digest digest)
    {
        if (Packed(folder, digest) is { } found)
        {
            File.Delete(found.Pack.Path);
            return Kind.Pack;
        }

        var path = LoosePath(folder, digest);
        if (!File.Exists(path)) return Kind.None;
        File.Delete(path);
        return Kind.Loose;
    }

    private static (PackFile Pack, PackEntry Entry)? Packed(StoreFolder folder, Digest digest) => new PackFolder(folder).Find(digest);

    private static string LoosePath(StoreFolder folder, Digest digest) => Path.Combine(folder.Objects, digest.Hex[..2], digest.Hex[2..]);

    private static bool Flip(string path, long offset, int length, int bit)
    {
        if (length == 0) return false;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var one = new byte[1];
        var at = offset + (bit / 8 % length);
        RandomAccess.Read(file, one, at);
        one[0] ^= (byte)(1 << (bit % 8));
        RandomAccess.Write(file, one, at);
        return true;
    }
}
