using System.Globalization;
using System.Text;
using Levain.Store;

namespace Levain.Tables.Sources;

/// <summary>What is known of a file on another machine: its version when it was last asked for, and the bytes that it had.</summary>
/// <param name="Digest">Null while the file is not here as a whole.</param>
internal sealed record DownloadNote(string? Version, long? Length, Digest? Digest);

/// <summary>Keeps notes of downloads under <c>.levain/sources</c>, by the digest of the address. They save work and are never part of a lock: one that is lost costs a download.</summary>
internal sealed class DownloadNotes(StoreFolder store)
{
    private static ReadOnlySpan<byte> Header => "levain.download/1\n"u8;

    private string Known => Path.Combine(store.Root, "sources", "known");

    private string Partial => Path.Combine(store.Root, "sources", "partial");

    /// <summary>Where the beginning of a file lies until the rest has come.</summary>
    public string PartialPath(IRemoteFile file) => Path.Combine(Partial, KeyOf(file));

    /// <summary>What is known of a file that came as a whole.</summary>
    public DownloadNote? Of(IRemoteFile file) => Read(Path.Combine(Known, KeyOf(file))) is { Digest: not null, Version: not null } note ? note : null;

    /// <summary>What is known of the file whose beginning is here.</summary>
    public DownloadNote? OfPartial(IRemoteFile file) => Read(HeadPath(file));

    public void Remember(IRemoteFile file, DownloadNote note) => Write(Known, Path.Combine(Known, KeyOf(file)), note);

    public void RememberPartial(IRemoteFile file, DownloadNote note) => Write(Partial, HeadPath(file), note);

    public void ForgetPartial(IRemoteFile file)
    {
        AtomicFile.TryDelete(PartialPath(file));
        AtomicFile.TryDelete(HeadPath(file));
    }

    public void MakeFolders() => DiskError.Guard(Partial, () => Directory.CreateDirectory(Partial));

    /// <summary>Removes beginnings that have not grown for a week.</summary>
    public void RemoveForgotten(DateTime now)
    {
        if (!Directory.Exists(Partial)) return;
        foreach (var file in new DirectoryInfo(Partial).EnumerateFiles())
            if (now - file.LastWriteTimeUtc > TimeSpan.FromDays(7)) AtomicFile.TryDelete(file.FullName);
    }

    private string HeadPath(IRemoteFile file) => PartialPath(file) + ".head";

    private static string KeyOf(IRemoteFile file) => Digest.Of(file.Name).Hex;

    private void Write(string folder, string path, DownloadNote note)
    {
        DiskError.Guard(folder, () => Directory.CreateDirectory(folder));
        // Not brought to the disk: a note that a crash damages counts as none.
        SealedFile.WriteUnsynced(path, Header, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{note.Version}\n{note.Length}\n{note.Digest}")), store.NewTemporary());
    }

    private static DownloadNote? Read(string path)
    {
        if (SealedFile.Read(path, Header) is not { } bytes || Encoding.UTF8.GetString(bytes).Split('\n') is not [var version, var length, var digest]) return null;
        return new(version.Length > 0 ? version : null, long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytesThere) ? bytesThere : null, Digest.TryParse(digest, out var known) ? known : null);
    }
}
