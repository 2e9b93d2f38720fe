namespace Levain;

/// <summary>What the bytes of an artifact are named by: the digest of a file, or of a tree of files.</summary>
[Fingerprints.EngineBoundary]
public readonly record struct Content(Digest Digest, bool IsTree)
{
    public static Content File(Digest digest) => new(digest, IsTree: false);

    public static Content Tree(Digest digest) => new(digest, IsTree: true);

    public override string ToString() => Digest.ToString();
}
