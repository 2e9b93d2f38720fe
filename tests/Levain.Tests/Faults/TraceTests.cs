using System.Text.RegularExpressions;
using Levain.Store;

namespace Levain.Tests.Faults;

/// <summary>The order of system calls of a whole build, as <c>strace</c> recorded it: what survives a crash of the machine.</summary>
public sealed partial class TraceTests : IDisposable
{
    private readonly FaultWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void Everything_is_on_the_disk_before_it_has_its_name_and_what_it_names_before_it()
    {
        if (!File.Exists("/usr/bin/strace")) Assert.Skip("strace is not installed");
        var file = Path.Combine(workspace.Root, "trace");
        var ended = workspace.Run(["build", "wide", "1"], null, "strace", "-f", "-y", "--seccomp-bpf", "-o", file, "-e", "trace=write,pwrite64,pwritev,fsync,fdatasync,rename,renameat,renameat2");
        Assert.Equal(0, ended.ExitCode);

        var trace = new Trace(File.ReadAllLines(file));
        var objects = workspace.Files("objects").Select(path => (Path: path, At: trace.RenameTo(path))).ToDictionary(each => DigestOf(each.Path), each => each.At);
        var cache = new Levain.Actions.ActionCache(StoreFolder.Open(workspace.PathOf("")));
        var store = new FileContentStore(StoreFolder.Open(workspace.PathOf("")));
        var locked = trace.RenameTo(workspace.LockPath);
        trace.MustBeWhole(locked);
        Assert.All(objects.Values, trace.MustBeWhole);

        var actions = workspace.Files("actions");
        Assert.True(actions.Count > 35 && objects.Count > 60, $"{actions.Count} actions, {objects.Count} objects");
        foreach (var path in actions)
        {
            var recorded = trace.RenameTo(path);
            trace.MustBeWhole(recorded);
            Assert.True(recorded.Line < locked.Line, $"{path} was recorded after the lock");
            var record = cache.Find(DigestOf(path))!;
            foreach (var digest in Named(store, record.Output).Concat(record.Log is { } log ? [log] : []))
            {
                Assert.True(objects[digest].Line < recorded.Line, $"object {digest} has its name after the action that names it");
                Assert.True(trace.SyncOf(Path.GetDirectoryName(objects[digest].To)!, objects[digest].Line) < recorded.Line, $"the name of object {digest} is on the disk after the action that names it");
            }
        }
    }

    private static Digest DigestOf(string path) => Digest.TryParseHex(Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path), out var digest) ? digest : throw new FormatException(path);

    private static IEnumerable<Digest> Named(FileContentStore store, Content content)
    {
        yield return content.Digest;
        if (!content.IsTree) yield break;
        foreach (var digest in store.ReadTree(content.Digest).Entries.SelectMany(entry => Named(store, new Content(entry.Digest, entry.Kind == EntryKind.Directory)))) yield return digest;
    }

    internal sealed record Rename(int Line, string From, string To);

    /// <summary>What a trace says about files. A call that another thread interrupted counts where it ended for a sync, and where it began for a rename.</summary>
    internal sealed partial class Trace
    {
        private readonly List<Rename> renames = [];
        private readonly Dictionary<string, List<int>> writes = new(StringComparer.Ordinal), syncs = new(StringComparer.Ordinal);

        public Trace(IReadOnlyList<string> lines)
        {
            var open = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < lines.Count; i++)
            {
                var process = lines[i][..lines[i].IndexOf(' ', StringComparison.Ordinal)];
                if (RenameCall().Match(lines[i]) is { Success: true } rename) renames.Add(new(i, rename.Groups["from"].Value, rename.Groups["to"].Value));
                if (FileCall().Match(lines[i]) is not { Success: true } call)
                {
                    if (lines[i].Contains("sync resumed>", StringComparison.Ordinal) && open.Remove(process, out var path)) Add(syncs, path, i);
                }
                else if (call.Groups["name"].Value.EndsWith("sync", StringComparison.Ordinal))
                {
                    if (lines[i].EndsWith("<unfinished ...>", StringComparison.Ordinal)) open[process] = call.Groups["path"].Value;
                    else Add(syncs, call.Groups["path"].Value, i);
                }
                else
                {
                    Add(writes, call.Groups["path"].Value, i);
                }
            }
        }

        public Rename RenameTo(string path) => renames.FirstOrDefault(rename => rename.To == path) ?? throw new InvalidOperationException($"nothing was renamed to {path}");

        /// <summary>The first sync of a path behind a line; never when there is none.</summary>
        public int SyncOf(string path, int after) => syncs.GetValueOrDefault(path, []).Find(line => line > after) is > 0 and var line ? line : int.MaxValue;

        public void MustBeWhole(Rename rename)
        {
            var written = writes.GetValueOrDefault(rename.From, []).FindLast(line => line < rename.Line);
            var synced = SyncOf(rename.From, written);
            Assert.True(synced < rename.Line, $"{rename.To}: written at {written}, synced at {synced}, renamed at {rename.Line}");
        }

        private static void Add(Dictionary<string, List<int>> lines, string path, int line)
        {
            if (!lines.TryGetValue(path, out var list)) lines[path] = list = [];
            list.Add(line);
        }

        [GeneratedRegex("""rename(at2?)?\((AT_FDCWD[^,]*, )?"(?<from>[^"]+)", (AT_FDCWD[^,]*, )?"(?<to>[^"]+)""")]
        private static partial Regex RenameCall();

        [GeneratedRegex("""^\d+ +(?<name>write|pwrite64|pwritev|fsync|fdatasync)\(\d+<(?<path>[^>]+)>""")]
        private static partial Regex FileCall();
    }
}
