namespace Levain.Store;

/// <summary>A read-only file or folder that was checked when it was handed out, and can be checked again.</summary>
public abstract class MaterializedPath
{
    public abstract string Path { get; }

    /// <summary>Throws <see cref="ChangedInputException"/> when anything at the path was written to, replaced, added or removed since it was handed out.</summary>
    public abstract void Verify();
}
