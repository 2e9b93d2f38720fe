namespace Levain.Bench;

/// <summary>A program that keeps a file or folder under its content, in a folder of its own.</summary>
internal abstract class Keeper
{
    public abstract string Name { get; }

    /// <summary>Where the bytes go: what it grows by is what was stored.</summary>
    public abstract string Folder { get; }

    /// <summary>Gets the bytes kept so far out of the way and starts empty.</summary>
    public abstract void Begin();

    /// <summary>Keeps the source as it is now.</summary>
    public abstract Command Add();

    /// <summary>Makes a copy of what was kept last.</summary>
    public abstract Command CheckOut();

    /// <summary>Gets the copy out of the way.</summary>
    public abstract void DiscardCheckOut();

    /// <summary>Gets everything out of the way.</summary>
    public abstract void End();
}
