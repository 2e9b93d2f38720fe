using FsCheck;
using FsCheck.Fluent;
using Levain.Locks;
using Levain.Tests.Store;

namespace Levain.Tests.Locks;

public sealed class DataLockTests
{
    private static readonly Digest Shots = Digest.Of("shots");

    private static readonly Gen<string> Words = Gen.Elements("", "shots", "xgoals Ω", "数据", "📦", "\"quoted\"", "back\\slash", "line\nfeed", "\u0001", "</script>", "a+b", "é", "\u2028", "https://x/y?a=1&b=2");

    internal static readonly Gen<Content> Contents =
        from seed in Gen.Choose(0, 1000) from tree in Gen.Elements(true, false) select new Content(Digest.Of($"{seed}"), tree);

    private static readonly Gen<Snapshot> Snapshots =
        from name in Words
        from profile in Words
        from source in Words
        from content in Contents
        from size in Gen.Choose(0, int.MaxValue)
        from rows in Gen.Elements<long?>(null, 0, long.MaxValue)
        from columns in Gen.Elements<IReadOnlyList<Column>?>(null, [], [new("shot_distance", "DOUBLE"), new("数", "VARCHAR")])
        from seconds in Gen.Choose(0, int.MaxValue)
        from parts in (from name in Words from size in Gen.Choose(0, int.MaxValue) select new SnapshotPart(name, Digest.Of(name), size)).ArrayOf()
        select new Snapshot
        {
            Name = name, Profile = profile, Source = source, Content = content, Size = size * 3L, Files = size, Rows = rows, Columns = columns,
            Taken = DateTime.UnixEpoch.AddSeconds(seconds), From = source, Parts = [.. parts.DistinctBy(part => part.Name)],
        };

    private static readonly Gen<DataLock> Locks =
        from snapshots in Gen.ListOf(Snapshots) select new DataLock(snapshots.DistinctBy(snapshot => (snapshot.Profile, snapshot.Name)));

    [Fact]
    public void A_lock_reads_what_it_writes() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Locks), given => DataLock.Parse(given.ToString(), "data.lock.json") == given));

    [Fact]
    public void The_same_snapshots_give_the_same_bytes_in_whatever_order_they_came() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Locks), given => new DataLock(given.Snapshots.Reverse()).ToString() == given.ToString()));

    // Whatever happens to the file, it is read as what it says, or refused with a place in it.
    [Fact]
    public void A_changed_byte_is_refused_with_its_place_or_read_as_it_stands() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Arb.From(from given in Locks from place in Gen.Choose(0, 5000) from letter in Gen.Choose(0, 127) select (given, place, (char)letter)),
            given =>
            {
                var text = given.given.ToString();
                var place = given.place % text.Length;
                try
                {
                    return DataLock.Parse(text[..place] + given.Item3 + text[(place + 1)..], "f") is not null;
                }
                catch (BuildException error)
                {
                    return error.Message.StartsWith("f:", StringComparison.Ordinal);
                }
            }));

    [Fact]
    public void A_lock_is_written_for_people_to_read_in_a_diff()
    {
        var written = new DataLock([Snapshot("shots") with { Content = Content.Tree(Shots), Rows = 3, Columns = [new("Entfernung 距離", "DOUBLE")] }]);

        Assert.Equal(
            $$"""
            {
              "schema": "levain.data-lock/2",
              "snapshots": [
                {
                  "name": "shots",
                  "profile": "public",
                  "source": "https://example.org/shots.csv?a=1&b=<2>",
                  "digest": "{{Shots}}",
                  "tree": true,
                  "size": 10,
                  "files": 1,
                  "rows": 3,
                  "columns": [
                    {
                      "name": "Entfernung 距離",
                      "type": "DOUBLE"
                    }
                  ],
                  "taken": "2026-01-31T18:00:00Z",
                  "from": "https://example.org/shots.csv?a=1&b=<2>"
                }
              ]
            }

            """,
            written.ToString());
    }

    [Fact]
    public void A_lock_is_written_only_when_it_changed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("data.lock.json");
        var first = DataLock.Empty.With(Snapshot("shots"));

        Assert.Equal(DataLock.Empty, DataLock.Load(path));
        Assert.True(first.Save(path));
        Assert.False(first.Save(path));
        Assert.True(first.With(Snapshot("shots") with { Size = 11 }).Save(path));
        Assert.Equal(11, DataLock.Load(path).Find("public", "shots")?.Size);
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void A_part_is_a_line() =>
        Assert.Contains($"\n        {{ \"name\": \"a \\\"b\\\".csv\", \"digest\": \"{Shots}\", \"size\": 7 }}\n", new DataLock([Snapshot("shots") with { Parts = [new("a \"b\".csv", Shots, 7)] }]).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_lock_of_the_schema_without_parts_is_read_and_written_as_the_present_one()
    {
        var written = new DataLock([Snapshot("shots")]);
        var older = written.ToString().Replace("levain.data-lock/2", "levain.data-lock/1", StringComparison.Ordinal);

        Assert.Equal(written.ToString(), DataLock.Parse(older, "f").ToString());
    }

    [Theory]
    [InlineData("""{ "schema": "levain.data-lock/2", "snapshots": [{ "parts": [{ "name": "x" }] }] }""", "f:1:61: the part lacks `digest`", "half a part")]
    [InlineData("""{ "schema": "levain.data-lock/2", "snapshots": [{ "parts": {} }] }""", "f:1:60: expected a list, found an object", "no list of parts")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [ }""", "f:1:50: this is not JSON", "a list that is not closed")]
    [InlineData("{\n  \"schema\": \"levain.data-lock/1\",\n  \"snapshots\": [],\n}", "f:4:1: this is not JSON", "a trailing comma")]
    [InlineData("", "f:1:1: ", "an empty file")]
    [InlineData("[]", "f:1:1: expected an object, found a list", "a list")]
    [InlineData("""{ "snapshots": [] }""", "f:1:1: there is no `\"schema\": \"levain.data-lock/2\"`", "no schema")]
    [InlineData("""{ "schema": "levain.data-lock/3", "snapshots": {} }""", "f:1:13: the file has schema `levain.data-lock/3`, which a newer Levain wrote: this one reads `levain.data-lock/2`", "a newer schema")]
    [InlineData("""{ "schema": "levain.model-lock/1", "sections": {} }""", "f:1:13: unknown schema `levain.model-lock/1`: expected `levain.data-lock/2`", "another kind of lock")]
    [InlineData("""{ "schema": "levain.data-lock/1" }""", "f:1:35: the list `snapshots` is missing", "no list")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [{ "nmae": "x" }] }""", "f:1:51: unknown property `nmae`", "a slip of the finger")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [{ "name": "x", "name": "y" }] }""", "f:1:64: `name` stands twice", "a property twice")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [{ "name": 5 }] }""", "f:1:59: expected a text in quotes, found `5`", "a wrong type")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [{ "size": -5 }] }""", "f:1:59: expected a whole number from 0 on", "a negative size")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [{ "digest": "sha256:12" }] }""", "f:1:61: `sha256:12` is not a digest: expected `sha256:` and 64 lower-case hex digits", "a short digest")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [{ "taken": "yesterday" }] }""", "f:1:60: `yesterday` is not a time: expected one in UTC such as `2026-01-31T18:00:00Z`", "no time")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [{ "name": "x", "size": 1 }] }""", "f:1:49: the snapshot lacks `profile`, `source`, `digest`, `files`, `taken`, `from`", "what is missing")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [], "数据": 1 }""", "f:1:52: unknown property `数据`", "columns count letters")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [{ "name": "\ud800" }] }""", "f:1:59: the text is not valid Unicode", "half a letter")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [] } x""", "f:1:53: this is not JSON", "something behind the end")]
    [InlineData("{\n<<<<<<< HEAD\n=======\n>>>>>>> other\n}", "f:2:1: the file holds a merge conflict", "a merge conflict")]
    [InlineData("""{ "schema": "levain.data-lock/1", "snapshots": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[""", "f:1:49: expected an object, found a list", "deep nesting")]
    public void A_malformed_lock_is_refused_with_its_place(string text, string message, string why)
    {
        var error = Record.Exception(() => DataLock.Parse(text, "f"));

        Assert.True(error is BuildException && error.Message.StartsWith(message, StringComparison.Ordinal), $"{why}: {error?.Message}");
    }

    [Fact]
    public void A_snapshot_may_not_stand_twice()
    {
        var text = new DataLock([Snapshot("shots"), Snapshot("shots")]).ToString();

        Assert.EndsWith("snapshot `shots` of profile `public` stands twice", Assert.Throws<BuildException>(() => DataLock.Parse(text, "f")).Message, StringComparison.Ordinal);
    }

    private static Snapshot Snapshot(string name) => new()
    {
        Name = name, Profile = "public", Source = "https://example.org/shots.csv?a=1&b=<2>", Content = Content.File(Shots), Size = 10, Files = 1,
        Taken = new DateTime(2026, 1, 31, 18, 0, 0, DateTimeKind.Utc), From = "https://example.org/shots.csv?a=1&b=<2>",
    };
}
