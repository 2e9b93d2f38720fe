namespace Levain.Store.Packs;

/// <summary>The records of a pack that turned out to be damaged. A record cannot be taken out of a pack, so they are listed in a file beside it.</summary>
/// <remarks>The file, <c>NAME.lost</c>, is sealed. One that is damaged says nothing: its records are found damaged once more when they are read.</remarks>
internal sealed class LostRecords
{
    private static readonly HashSet<Digest> None = [];

    private readonly string path;
    private readonly Lock gate = new();
    private volatile HashSet<Digest> digests;

    private LostRecords(string path, HashSet<Digest> digests) => (this.path, this.digests) = (path, digests);

    public const string Extension = ".lost";

    public IReadOnlySet<Digest> Digests => digests;

    private static ReadOnlySpan<byte> Header => "levain.lost/1\n"u8;

    public static LostRecords Of(string pack)
    {
        var path = Path.ChangeExtension(pack, Extension);
        return new(path, Read(path));
    }

    public bool Contains(Digest digest) => digests.Count > 0 && digests.Contains(digest);

    /// <summary>From now on the record does not count for this process: it could not be read this time.</summary>
    public void AddForNow(Digest digest)
    {
        lock (gate) digests = [.. digests, digest];
    }

    /// <summary>From now on the record does not count: for this process at once, for others as soon as the file is there.</summary>
    public void Add(Digest digest, string temporary)
    {
        lock (gate)
        {
            // What another process listed meanwhile is kept.
            HashSet<Digest> written = [.. Read(path), digest];
            digests = [.. digests, .. written];
            var body = new byte[written.Count * Digest.ByteCount];
            var at = 0;
            foreach (var lost in written.Order())
            {
                lost.CopyTo(body.AsSpan(at));
                at += Digest.ByteCount;
            }

            try
            {
                SealedFile.Write(path, Header, body, temporary);
            }
            catch (BuildException)
            {
                // A store that cannot be written to: the next process finds the damage anew.
            }
        }
    }

    private static HashSet<Digest> Read(string path)
    {
        if (SealedFile.Read(path, Header) is not { } body) return None;
        var found = new List<Digest>();
        for (var i = 0; i + Digest.ByteCount <= body.Length; i += Digest.ByteCount) found.Add(Digest.FromHash(body.AsSpan(i, Digest.ByteCount)));
        return found.ToHashSet();
    }
}
