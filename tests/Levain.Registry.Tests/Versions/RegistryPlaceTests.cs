using Levain.Registry.Events;
using Levain.Remotes;

namespace Levain.Registry.Tests.Versions;

/// <summary>Where a registry is kept, and what may be wrong there.</summary>
public sealed class RegistryPlaceTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("levain-registry-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Names_and_tags_of_any_script_come_back_as_they_went()
    {
        const string Group = "prévision/需要-الطلب 🥅";
        var record = Records.Of("model") with { Tags = [new("メモ", new string('é', 32 * 1024)), new("q\"uote\\", "line\nbreak\u0001")], Metrics = [new("nan", double.NaN), new("inf", double.PositiveInfinity)] };
        using var registry = Records.Registry(Folder("shared"), "Åsa");

        await registry.RegisterAsync(Group, record, Cancellation);
        var seen = (await Records.Registry(Folder("shared"), "b").ReadAsync(Group, Cancellation)).Versions[0].Record!;

        Assert.Equal(record.Tags, seen.Tags);
        Assert.Equal(record.Metrics, seen.Metrics);
        Assert.Equal([Group], await registry.GroupsAsync(Cancellation));
    }

    [Theory]
    [InlineData("", "the name of a group is empty")]
    [InlineData(" ", "the name of a group is empty")]
    [InlineData(" xgoals", "the name of group `xgoals` has spaces around it")]
    [InlineData("x\ngoals", "the name of a group holds the character U+000A, which nobody can see")]
    public async Task A_name_that_nobody_can_read_is_refused(string name, string message)
    {
        using var registry = Records.Registry(Folder("shared"), "anna");

        Assert.Equal(message, (await Assert.ThrowsAsync<BuildException>(() => registry.RegisterAsync(name, Records.Of("model"), Cancellation))).Message);
        Assert.Empty(await registry.GroupsAsync(Cancellation));
    }

    [Fact]
    public async Task An_entry_of_a_later_format_is_refused_with_a_sentence()
    {
        using (var registry = Records.Registry(Folder("shared"), "anna")) await registry.RegisterAsync("xgoals", Records.Of("model"), Cancellation);
        var entry = EntryWith("\"registered\"");
        File.WriteAllText(entry, File.ReadAllText(entry).Replace("levain.registry/1 ", "levain.registry/7 ", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<BuildException>(() => Records.Registry(Folder("shared"), "bert").ReadAsync("xgoals", Cancellation));

        Assert.Equal("the registry of group `xgoals` was written by a newer Levain: its format is 7, this one knows 1", error.Message);
    }

    [Fact]
    public async Task A_remote_that_cannot_create_without_overwriting_is_refused_and_nothing_is_written()
    {
        using var registry = new ModelRegistry(new Careless(), "anna", TimeProvider.System);

        var error = await Assert.ThrowsAsync<BuildException>(() => registry.RegisterAsync("xgoals", Records.Of("model"), Cancellation));

        Assert.Equal("remote `careless` has no create-only put, which the registry of models needs", error.Message);
    }

    [Fact]
    public async Task What_was_read_before_is_not_asked_for_again()
    {
        using (var writer = Records.Registry(Folder("shared"), "anna"))
            for (var i = 0; i < 40; i++) await writer.RegisterAsync("xgoals", Records.Of($"model {i}"), Cancellation);
        var counting = new Counting(new FolderRemote(Folder("shared")));
        using (var first = new ModelRegistry(counting, "b", TimeProvider.System, Folder("cache"))) await first.ReadAsync("xgoals", Cancellation);
        counting.Asked = 0;

        using var second = new ModelRegistry(counting, "b", TimeProvider.System, Folder("cache"));
        var group = await second.ReadAsync("xgoals", Cancellation);

        Assert.Equal((40, 1), (group.Versions.Count, counting.Asked));
    }

    [Fact]
    public async Task A_wrong_byte_in_what_was_read_before_costs_time_and_nothing_else()
    {
        using (var writer = Records.Registry(Folder("shared"), "anna"))
            for (var i = 0; i < 40; i++) await writer.RegisterAsync("xgoals", Records.Of($"model {i}"), Cancellation);
        using (var first = Records.Registry(Folder("shared"), "b", Folder("cache"))) await first.ReadAsync("xgoals", Cancellation);
        var file = Directory.GetFiles(Folder("cache")).Single();
        var bytes = File.ReadAllBytes(file);
        foreach (var place in new[] { 0, 3, 700, bytes.Length / 2, bytes.Length - 1 })
        {
            var damaged = bytes.ToArray();
            damaged[place] ^= 0x20;
            File.WriteAllBytes(file, damaged);

            using var registry = Records.Registry(Folder("shared"), "b", Folder("cache"));
            var group = await registry.ReadAsync("xgoals", Cancellation);

            Assert.Equal(Enumerable.Range(0, 40).Select(i => Digest.Of($"model {i}")), group.Versions.Select(version => version.Record!.Model.Digest));
        }
    }

    [Fact]
    public async Task What_was_registered_alone_can_be_shared_later()
    {
        using var alone = Records.Registry(Folder("alone"), "anna");
        using var shared = Records.Registry(Folder("shared"), "anna");
        for (var i = 0; i < 3; i++) await alone.RegisterAsync("xgoals", Records.Of($"model {i}"), Cancellation);

        var first = await alone.CopyToAsync(shared, Cancellation);
        await alone.ApproveAsync("xgoals", 2, cancellation: Cancellation);
        var second = await alone.CopyToAsync(shared, Cancellation);

        Assert.Equal((3, 1), (first, second));
        Assert.Equal(VersionState.Approved, (await Records.Registry(Folder("shared"), "b").ReadAsync("xgoals", Cancellation)).Versions[1].State);
    }

    [Fact]
    public async Task Registries_that_went_different_ways_are_not_mixed()
    {
        using var alone = Records.Registry(Folder("alone"), "anna");
        using var shared = Records.Registry(Folder("shared"), "bert");
        await alone.RegisterAsync("xgoals", Records.Of("mine"), Cancellation);
        await shared.RegisterAsync("xgoals", Records.Of("yours"), Cancellation);

        var error = await Assert.ThrowsAsync<BuildException>(() => alone.CopyToAsync(shared, Cancellation));

        Assert.Equal($"group `xgoals` has gone different ways in `{Folder("alone")}` and `{Folder("shared")}`", error.Message);
    }

    [Fact]
    public void Whatever_is_read_as_an_entry_is_an_entry_or_damage()
    {
        var whole = EventEntry.ToBytes("xgoals", 3, Digest.Of("before"), new VersionApproved(2, "fine") { At = DateTimeOffset.UnixEpoch, By = "anna" });
        Assert.NotNull(EventEntry.Read("xgoals", 3, whole).Entry);
        Assert.Equal("it belongs to another place", EventEntry.Read("xgoals", 4, whole).Damage);
        Assert.Equal("it belongs to another place", EventEntry.Read("ygoals", 3, whole).Damage);
        for (var length = 0; length < whole.Length; length++) Assert.NotNull(EventEntry.Read("xgoals", 3, whole.AsSpan(0, length)).Damage);
        for (var place = 0; place < whole.Length; place++)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= 1;
            // A flipped bit in the number of the format looks like another format.
            if (place == "levain.registry/".Length) continue;
            Assert.NotNull(EventEntry.Read("xgoals", 3, damaged).Damage);
        }
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    private string EntryWith(string text) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).First(path => File.ReadAllText(path).Contains(text, StringComparison.Ordinal));

    /// <summary>Keeps nothing, and overwrites what it would keep.</summary>
    private sealed class Careless : IRemote
    {
        public string Name => "careless";

        public Task<long?> SizeAsync(RemoteKey key, CancellationToken cancellation) => Task.FromResult<long?>(null);

        public Task<RemoteBlob?> OpenAsync(RemoteKey key, long offset, CancellationToken cancellation) => Task.FromResult<RemoteBlob?>(null);

        public Task PutAsync(RemoteKey key, Func<Stream> content, long length, CancellationToken cancellation) => throw new InvalidOperationException("something was written");

        public void Dispose() { }
    }

    /// <summary>Counts what it is asked for.</summary>
    private sealed class Counting(FolderRemote remote) : IRemote
    {
        public int Asked { get; set; }

        public string Name => remote.Name;

        public Task<long?> SizeAsync(RemoteKey key, CancellationToken cancellation) => remote.SizeAsync(key, cancellation);

        public Task<RemoteBlob?> OpenAsync(RemoteKey key, long offset, CancellationToken cancellation)
        {
            Asked++;
            return remote.OpenAsync(key, offset, cancellation);
        }

        public Task PutAsync(RemoteKey key, Func<Stream> content, long length, CancellationToken cancellation) => remote.PutAsync(key, content, length, cancellation);

        public void Dispose() => remote.Dispose();
    }
}
