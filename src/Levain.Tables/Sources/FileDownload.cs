using System.Globalization;
using Levain.Remotes;
using Levain.Store;

namespace Levain.Tables.Sources;

/// <summary>A file that has come.</summary>
/// <param name="Path">Where it lies, for the caller to move or delete; null when the version that is in the store already still stands.</param>
internal sealed record Arrived(Digest Digest, long Size, string? Path, string? Version);

/// <summary>Brings files from other machines. What has come is kept, and the next attempt goes on from there, after a kill too.</summary>
internal sealed class FileDownload(StoreFolder store, DownloadNotes notes, SourceLimits limits, RemotePatience patience, TimeProvider clock, ITransferEvents events)
{
    // Fewer bytes than this in one connection count as none: a server must not keep us for ever.
    private const int LeastProgress = 1024, MostConnections = 1000;

    // What is smaller comes again as quickly as it is gone on with.
    private const int WorthKeeping = 32 << 10;

    /// <param name="expected">The digest that the file must have, when that is known: then a beginning of any version is tried. The caller compares.</param>
    /// <param name="known">What the store has of it already; null to fetch it in any case.</param>
    public async Task<Arrived> RunAsync(IRemoteFile file, Digest? expected, DownloadNote? known, CancellationToken cancellation)
    {
        notes.MakeFolders();
        // Whoever comes second writes beside: to wait could be longer than to fetch.
        using var held = ProcessLock.TryAcquire(Path.Combine(store.Locks, $"source-{Digest.Of(file.Name).Hex[..32]}"), "fetching");
        var path = held is null ? store.NewTemporary() : notes.PartialPath(file);
        for (var again = false; ; again = true)
        {
            var run = new Run(file, path, held is null || again ? null : notes.OfPartial(file), expected is not null);
            if (await FilledAsync(run, known, held is not null, cancellation).ConfigureAwait(false) is { } unchanged) return unchanged;
            var digest = await PartialFile.HashAsync(path, cancellation).ConfigureAwait(false);
            // Perhaps only the beginning that was here was wrong: once more without it.
            if (!again && run.Resumed && expected is { } wanted && digest != wanted)
            {
                AtomicFile.TryDelete(path);
                continue;
            }

            var arrived = new Arrived(digest, new FileInfo(path).Length, store.NewTemporary(), run.Note?.Version);
            AtomicFile.Rename(path, arrived.Path!);
            if (held is not null) notes.ForgetPartial(file);
            events.FileDone();
            return arrived;
        }
    }

    // A beginning stays only when going on from it can be of use.
    private async Task<Arrived?> FilledAsync(Run run, DownloadNote? known, bool keeps, CancellationToken cancellation)
    {
        var useless = true;
        try
        {
            var unchanged = await FillAsync(run, known, keeps, cancellation).ConfigureAwait(false);
            useless = unchanged is not null;
            return unchanged;
        }
        catch (Exception error) when (error is OperationCanceledException or RemoteException { Fault: RemoteFault.Unreachable } && keeps && File.Exists(run.Path) && new FileInfo(run.Path).Length > 0)
        {
            useless = false;
            throw;
        }
        finally
        {
            if (useless && keeps) notes.ForgetPartial(run.File);
            if (useless) AtomicFile.TryDelete(run.Path);
        }
    }

    // Not null when there was nothing to fetch.
    private async Task<Arrived?> FillAsync(Run run, DownloadNote? known, bool keeps, CancellationToken cancellation)
    {
        await using var target = PartialFile.Open(run.Path);
        if (run.Note is null) target.SetLength(0);
        long best = target.Length;
        for (int failures = 0, connections = 1; ; connections++)
        {
            if (target.Length > 0 && run.Note?.Version is null && !run.IsChecked) target.SetLength(0);
            try
            {
                using var answer = await run.File.OpenAsync(target.Length, run.Note?.Version, target.Length == 0 ? known?.Version : null, cancellation).ConfigureAwait(false);
                if (answer.Content is null) return new(known!.Digest!.Value, known.Length ?? 0, null, known.Version);
                Begin(run, target, answer, keeps);
                if (answer.Length > limits.File) throw TooLarge(run.File);
                await CopyAsync(answer.Content, target, run.File, cancellation).ConfigureAwait(false);
                if (target.Length == (answer.Length ?? target.Length)) return answer.HasEnd || run.IsChecked ? null : throw Endless(run.File);
                if (target.Length > answer.Length) throw new BuildException($"`{run.File.Name}` sends more than it promised");
            }
            catch (IOException error) when (!DiskError.IsFull(error))
            {
                // The connection broke off: what has come stays.
            }

            // As long as something comes it goes on; attempts count only when nothing does.
            failures = target.Length >= best + LeastProgress ? 0 : failures + 1;
            best = Math.Max(best, target.Length);
            if (failures >= patience.Attempts || connections >= MostConnections) throw BrokenOff(run, target.Length);
            await Task.Delay(patience.PauseAfter(failures + 1, 0.5), clock, cancellation).ConfigureAwait(false);
        }
    }

    private void Begin(Run run, FileStream target, RemoteAnswer answer, bool keeps)
    {
        run.Resumed |= answer.Offset > 0;
        if (answer.Offset == 0 || run.Note is null)
        {
            if (!run.Counted) events.Planned(1, answer.Length ?? 0);
            else events.Transferred(-target.Length);
            target.SetLength(answer.Offset);
            run.Note = new(answer.Version, answer.Length, null);
            if (keeps && run.Note.Length is null or >= WorthKeeping) notes.RememberPartial(run.File, run.Note);
        }
        else
        {
            if (!run.Counted) events.Planned(1, answer.Length - answer.Offset ?? 0);
            if (run.Note.Length is { } before && answer.Length is { } now && before != now && !run.IsChecked) throw new BuildException(FormattableString.Invariant($"`{run.File.Name}` says that it has {now} bytes, after it had said {before}"));
        }

        run.Counted = true;
        target.Position = answer.Offset;
    }

    private async Task CopyAsync(Stream source, FileStream target, IRemoteFile file, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 17];
        for (int count; (count = await source.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (target.Position + count > limits.File) throw TooLarge(file);
            try
            {
                target.Write(buffer, 0, count);
            }
            catch (Exception error) when (DiskError.Is(error))
            {
                throw DiskError.Writing(target.Name, error);
            }

            events.Transferred(count);
        }
    }

    private BuildException TooLarge(IRemoteFile file) =>
        new(FormattableString.Invariant($"`{file.Name}` has more than the {limits.File} bytes that a file may have"), $"raise the limit `file` in `{SourceLimits.Variable}` if that is right");

    private static BuildException Endless(IRemoteFile file) =>
        new($"`{file.Name}` comes without its length, so nobody can tell whether all of it came", "name what it must be with `--digest sha256:…`");

    private static RemoteException BrokenOff(Run run, long came) =>
        new(string.Create(CultureInfo.InvariantCulture, $"it breaks off again and again, {came} bytes{(run.Note?.Length is { } all ? $" of {all}" : "")} came"), RemoteFault.Unreachable, "try again later: what has come is kept");

    /// <summary>One attempt at a file.</summary>
    /// <param name="isChecked">Whether the bytes are compared with a digest, so that a wrong beginning does no harm.</param>
    private sealed class Run(IRemoteFile file, string path, DownloadNote? note, bool isChecked)
    {
        public IRemoteFile File => file;

        public string Path => path;

        public bool IsChecked => isChecked;

        public DownloadNote? Note { get; set; } = note;

        /// <summary>Whether a part of it came in another connection.</summary>
        public bool Resumed { get; set; }

        /// <summary>Whether it has been told how much there is to fetch.</summary>
        public bool Counted { get; set; }
    }
}
