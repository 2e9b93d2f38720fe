namespace Levain.Remotes;

/// <summary>The name of a blob on a remote: <c>cas/&lt;hex&gt;</c> for bytes under their own digest, <c>ac/&lt;hex&gt;</c> for what is known about a key.</summary>
public readonly record struct RemoteKey
{
    public const string Objects = "cas", Actions = "ac";

    private RemoteKey(string folder, Digest digest) => (Folder, Digest) = (folder, digest);

    public string Folder { get; }

    public Digest Digest { get; }

    /// <summary>True when the digest is that of the bytes, so that nobody can put wrong ones there unnoticed.</summary>
    public bool IsObject => Folder == Objects;

    public static RemoteKey Content(Digest digest) => new(Objects, digest);

    public static RemoteKey Action(Digest digest) => new(Actions, digest);

    public override string ToString() => $"{Folder}/{Digest.Hex}";
}
