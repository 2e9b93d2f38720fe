namespace Levain.Store;

/// <summary>The store cannot give the bytes of a digest: they must be fetched or made again.</summary>
public abstract class LostObjectException(Digest digest, string message, string hint, Exception? inner = null) : BuildException(message, hint, inner)
{
    public Digest Digest => digest;
}

/// <summary>The store never had the object, or has it no longer.</summary>
public sealed class MissingObjectException(Digest digest)
    : LostObjectException(digest, $"the store has no object `{digest}`", "build the stage that makes it, or pull it from a remote");

/// <summary>The object was there, but its bytes were not those of its digest; it has been set aside.</summary>
public sealed class DamagedObjectException(Digest digest, string detail, string? setAside = null)
    : LostObjectException(
        digest,
        $"object `{digest}` is damaged: {detail}",
        setAside is null ? "build again to make it anew" : $"build again to make it anew; the damaged bytes were moved to `{setAside}`")
{
    /// <summary>Where the damaged bytes are now, or null when another process was faster.</summary>
    public string? SetAside => setAside;
}

/// <summary>Somebody wrote to a read-only input that the store had handed out as a path.</summary>
public sealed class ChangedInputException(Content content, string path, string what)
    : BuildException($"input `{path}` {what} while it was in use", "an input is shared and read-only: let the stage write to its scratch folder; the results of this run are not kept")
{
    public Content Content => content;

    /// <summary>The file or folder that was changed.</summary>
    public string Path => path;
}
