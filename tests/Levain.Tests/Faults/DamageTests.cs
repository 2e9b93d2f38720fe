using Levain.Building;
using Levain.FaultHost;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Store;
using Levain.Testing;

namespace Levain.Tests.Faults;

/// <summary>Bits that flip and files that lose their end, in every kind of file that a build keeps: healed, missed or refused, never believed.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TestWorkspace workspace = new() { Profile = new BuildProfile("public") };
    private int runs;

    public DamageTests()
    {
        workspace.Write("models/test/input/a.txt", "first");
        workspace.Write("models/test/input/b/c.txt", "second");
        workspace.Write("outside/d.txt", "third");
        var pinning = new SnapshotPinning(workspace.Workspace, workspace.Profile);
        pinning.Write(pinning.TakeAsync(["outside"], "outside", cancellation: TestContext.Current.CancellationToken).GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        ReadOnlyTree.TryDelete(Path.Combine(workspace.Root, ".levain"));
        workspace.Dispose();
    }

    /// <summary>What must come of it.</summary>
    public enum Fate
    {
        /// <summary>The next build is right, and the file is whole again.</summary>
        Healed,

        /// <summary>The next build is right; the file may be as it was, because it was not needed.</summary>
        Harmless,

        /// <summary>The next build is right, or is refused with a sentence.</summary>
        RightOrRefused,
    }

    [Theory]
    [InlineData("text", Fate.Healed)]
    [InlineData("tree listing", Fate.Healed)]
    [InlineData("file of a tree", Fate.Healed)]
    [InlineData("pack", Fate.Harmless)]
    [InlineData("input", Fate.Healed)]
    [InlineData("snapshot", Fate.Healed)]
    [InlineData("materialized path", Fate.Healed)]
    [InlineData("path manifest", Fate.Healed)]
    [InlineData("log", Fate.Harmless)]
    [InlineData("action record", Fate.Harmless)]
    [InlineData("tree cache", Fate.Harmless)]
    [InlineData("model lock", Fate.RightOrRefused)]
    [InlineData("data lock", Fate.RightOrRefused)]
    [InlineData("format", Fate.Healed)]
    public async Task A_damaged_file_is_never_believed(string kind, Fate fate)
    {
        var right = await BuildAsync();
        var random = new Random(kind.Length);
        foreach (var file in await FilesAsync(kind))
        {
            var before = await File.ReadAllBytesAsync(file);
            foreach (var damaged in Damages(before, random))
            {
                Overwrite(file, damaged);

                if (await SentenceAsync(right) is { } refusal)
                {
                    Assert.True(fate == Fate.RightOrRefused, $"{kind}: {refusal}");
                    Overwrite(file, before);
                    Assert.Null(await SentenceAsync(right));
                }
                else
                {
                    if (fate == Fate.Healed) Assert.Equal(before, await File.ReadAllBytesAsync(file));
                    else if (fate == Fate.RightOrRefused) Overwrite(file, before);
                }
            }
        }
    }

    [Fact]
    public async Task A_gate_judges_by_the_sealed_record_and_not_by_a_number_in_the_lock()
    {
        await BuildAsync();
        var path = workspace.Workspace.LockPathOf("test");
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, text.Replace("\"seen\": ", "\"seen\": 9", StringComparison.Ordinal));

        var report = await workspace.BuildAsync(new DamagePipeline(runs));

        Assert.False(report.Failed);
        Assert.Equal(text, await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData(".code")]
    [InlineData(".members")]
    public void A_damaged_fingerprint_is_worked_out_again(string ending)
    {
        var folder = Path.Combine(workspace.Root, "fingerprints");
        var right = new ReachedCodes(AppContext.BaseDirectory, folder).Of(typeof(Seed), []);
        var file = Assert.Single(Directory.GetFiles(folder, "*" + ending));
        var before = File.ReadAllBytes(file);

        foreach (var damaged in Damages(before, new Random(1)))
        {
            File.WriteAllBytes(file, damaged);

            var code = new ReachedCodes(AppContext.BaseDirectory, folder).Of(typeof(Seed), []);

            Assert.Equal(right.Digest, code.Digest);
            Assert.Equal(right.Members!(), code.Members!());
            Assert.Equal(before, File.ReadAllBytes(file));
        }
    }

    private static IEnumerable<byte[]> Damages(byte[] whole, Random random)
    {
        for (var i = 0; i < 3; i++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            yield return flipped;
        }

        yield return [];
        yield return whole[..(whole.Length / 2)];
    }

    private static void Overwrite(string path, byte[] bytes)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // Into the very inode, as a failing disk would.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, bytes.Length);
        RandomAccess.Write(file, bytes, 0);
    }

    private async Task<string> BuildAsync() => workspace.TextOf(await workspace.BuildAsync(new DamagePipeline(++runs)), "SeesAll");

    /// <summary>Builds again, and once more when the first found something damaged: what is wrong, or null when the result was right.</summary>
    private async Task<string?> SentenceAsync(string right)
    {
        try
        {
            // Opened anew, as the next process would.
            Workspace.Open(workspace.Root);
            var report = await workspace.BuildAsync(new DamagePipeline(++runs));
            if (report.Failed) return Sentence(report.Outcomes.First(outcome => outcome.Error is not null).Error!);
            Assert.Equal(right, workspace.TextOf(report, "SeesAll"));
            return null;
        }
        catch (BuildException error)
        {
            return Sentence(error);
        }
    }

    private static string Sentence(Exception error)
    {
        Assert.IsType<BuildException>(error, exactMatch: false);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("Exception", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    private async Task<IReadOnlyList<string>> FilesAsync(string kind)
    {
        var report = await workspace.BuildAsync(new DamagePipeline(runs));
        var outputs = report.Outcomes.ToDictionary(outcome => outcome.Stage);
        Digest Of(string stage) => outputs[stage].Output!.Value.Digest;
        var store = workspace.Workspace.Store;
        return kind switch
        {
            "text" => [Object(Of("Chunk"))],
            "tree listing" => [Object(Of("Shard"))],
            "file of a tree" => [.. store.ReadTree(Of("Shard")).Entries.Where(entry => entry.Size > 0).Take(2).Select(entry => Object(entry.Digest))],
            "pack" => Directory.GetFiles(workspace.Workspace.Folder.Packs),
            "input" => [Object(Digest.Of("first"))],
            "snapshot" => [Object(Digest.Of("third"))],
            "materialized path" => [Assert.Single(Directory.GetFiles(Path.Combine(workspace.Workspace.Folder.Paths, $"{Of("Shard").Hex}.tree"), "4.txt"))],
            "path manifest" => [Path.Combine(workspace.Workspace.Folder.Paths, $"{Of("Shard").Hex}.tree.manifest")],
            "log" => [Object(workspace.Workspace.Actions.Find(outputs["Seed"].Key!.Value)!.Log!.Value)],
            "action record" => [workspace.Workspace.Actions.PathOf(outputs["Shard"].Key!.Value), workspace.Workspace.Actions.PathOf(outputs["SeesAll"].Key!.Value)],
            "tree cache" => Directory.GetFiles(Path.Combine(workspace.Root, ".levain", "trees")),
            "model lock" => [workspace.Workspace.LockPathOf("test")],
            "data lock" => [workspace.Workspace.DataLockPath],
            "format" => [Path.Combine(workspace.Root, ".levain", "format")],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    private string Object(Digest digest) => Path.Combine(workspace.Root, ".levain", "objects", digest.Hex[..2], digest.Hex[2..]);
}
