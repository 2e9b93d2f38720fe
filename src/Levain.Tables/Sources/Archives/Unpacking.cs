using Levain.Store;

namespace Levain.Tables.Sources.Archives;

/// <summary>Takes members of an archive into the store. They are unpacked below <c>.levain/tmp</c>, and nothing of them stays there.</summary>
internal sealed class Unpacking(StoreFolder folder, FileContentStore store, SourceLimits limits)
{
    private const int MostNamesForHints = 10_000;

    /// <param name="path">Where the archive lies.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="member">What stands behind <c>!/</c>.</param>
    public Content Run(string path, string name, string member, string snapshot, CancellationToken cancellation)
    {
        var scratch = folder.NewTemporary();
        var run = new Work(name, snapshot, new(member), scratch);
        try
        {
            Unpack(path, run, cancellation);
            if (run.Found.Count == 0) throw Nothing(run, member);
            return store.AddPath(run.Choice.IsOne ? run.Found.Single().Value : scratch, Adding.Take, cancellation);
        }
        finally
        {
            ReadOnlyTree.TryDelete(scratch);
        }
    }

    private void Unpack(string path, Work run, CancellationToken cancellation)
    {
        try
        {
            using var archive = ArchiveFile.Open(path, limits);
            while (archive.Next() is { } member)
            {
                cancellation.ThrowIfCancellationRequested();
                run.Current = member.Name;
                Take(archive, member, run, cancellation);
                run.Current = null;
            }
        }
        catch (Exception error) when (Reason(error) is { } reason)
        {
            var at = run.Current is { } current ? $", member `{Shown(current)}`" : "";
            throw new BuildException($"snapshot `{run.Snapshot}`: archive `{run.Name}`{at}: {reason}", (error as BuildException)?.Hint, error);
        }
    }

    private static void Take(ArchiveReader archive, ArchiveMember member, Work run, CancellationToken cancellation)
    {
        var name = MemberName.Checked(member.Name);
        if (name.Length == 0) return;
        if (run.Names.Count < MostNamesForHints && member.Kind != MemberKind.Folder) run.Names.Add(name);
        if (run.Choice.PathOf(name) is not { } chosen || member.Kind == MemberKind.Folder) return;
        if (Fault(member.Kind) is { } fault) throw new BadArchiveException(fault);
        if (run.Found.ContainsKey(chosen) || run.Folders.Contains(chosen)) throw new BadArchiveException("its name stands twice in the archive");
        var target = Path.Combine(run.Scratch, chosen);
        for (var i = chosen.IndexOf('/'); i >= 0; i = chosen.IndexOf('/', i + 1))
            if (run.Folders.Add(chosen[..i]) && run.Found.ContainsKey(chosen[..i])) throw new BadArchiveException("it lies below something that is a file");
        if (run.Choice.IsOne) target = Path.Combine(run.Scratch, "member");
        run.Found.Add(chosen, target);
        Write(archive, target, cancellation);
    }

    // What cannot be written is told apart from what cannot be read.
    private static void Write(ArchiveReader archive, string target, CancellationToken cancellation)
    {
        using var file = Created(target);
        var buffer = new byte[1 << 16];
        for (int count; (count = archive.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                file.Write(buffer, 0, count);
            }
            catch (Exception error) when (DiskError.Is(error))
            {
                throw new WritingException(DiskError.Writing(target, error));
            }
        }
    }

    private static FileStream Created(string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            return new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw new WritingException(DiskError.Writing(target, error));
        }
    }

    private static string? Fault(MemberKind kind) => kind switch
    {
        MemberKind.File => null,
        MemberKind.Link => "it is a link, which may lead anywhere",
        MemberKind.Device => "it is a device or a pipe, and no file",
        MemberKind.Encrypted => "it is encrypted",
        _ => "it is no plain file",
    };

    // Null for what is no fault of the archive.
    private static string? Reason(Exception error) => error switch
    {
        WritingException or OperationCanceledException or OutOfMemoryException => null,
        EndOfStreamException => "it is cut off",
        BuildException known => known.Message,
        InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException or IndexOutOfRangeException => "it is damaged, or packed in a way that is not known",
        UnauthorizedAccessException => "it may not be read",
        _ => null,
    };

    private static BuildException Nothing(Work run, string member) =>
        run.Choice.IsOne
            ? new($"snapshot `{run.Snapshot}`: archive `{run.Name}` has no file `{member}`", run.Names.Exists(name => name.StartsWith(member + "/", StringComparison.Ordinal)) ? $"it is a folder: write `!/{member}/` for all that is below it" : NearestName.Hint(member, run.Names))
            : new($"snapshot `{run.Snapshot}`: no file of archive `{run.Name}` matches `{member}`", NearestName.Hint(member, run.Names));

    private static string Shown(string name) => new([.. name.Take(200).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);

    /// <summary>The disk failed, not the archive.</summary>
    private sealed class WritingException(BuildException told) : BuildException(told.Message, told.Hint, told);

    /// <summary>One archive while it is unpacked.</summary>
    private sealed class Work(string name, string snapshot, MemberChoice choice, string scratch)
    {
        public string Name => name;

        public string Snapshot => snapshot;

        public MemberChoice Choice => choice;

        public string Scratch => scratch;

        /// <summary>The member that is looked at; null between two.</summary>
        public string? Current { get; set; }

        /// <summary>Where chosen members lie, by their paths.</summary>
        public Dictionary<string, string> Found { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Folders { get; } = new(StringComparer.Ordinal);

        public List<string> Names { get; } = [];
    }
}
