namespace Levain.Store;

/// <summary>How files are made: who may do what with them, and the time that they bear.</summary>
/// <param name="Time">Null leaves the time at which they are made.</param>
/// <param name="Sealed">Whether folders are made read-only, too.</param>
internal sealed record FileStyle(UnixFileMode File, UnixFileMode Executable, DateTime? Time, bool Sealed)
{
    private const UnixFileMode MayWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>For files that many use. Their time is long past, so that any write moves it, even one within the clock tick in which they were made.</summary>
    public static FileStyle Shared { get; } = new(ReadOnlyTree.File, ReadOnlyTree.Executable, new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc), Sealed: true);

    public static FileStyle ReadOnly { get; } = Shared with { Time = null };

    /// <summary>What the mask of the user takes away is taken away, as with any tool.</summary>
    public static FileStyle Writable { get; } = new(ReadOnlyTree.File | MayWrite, ReadOnlyTree.Executable | MayWrite, Time: null, Sealed: false);

    public UnixFileMode ModeOf(EntryKind kind) => kind == EntryKind.Executable ? Executable : File;
}
