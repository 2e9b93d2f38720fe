using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.FeatureGroups;

public sealed class FeatureGroupFolderTests : IDisposable
{
    private static readonly FeatureGroupDefinition Shots = new() { Name = "shots", RecordIdentifier = "id", EventTime = "t" };

    private readonly string folder = Directory.CreateTempSubdirectory("levain-features-").FullName;
    private readonly IFeatureGroups store;

    public FeatureGroupFolderTests() => store = new FeatureGroupFolder(folder);

    private static CancellationToken Stopped => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_group_is_found_by_its_name()
    {
        await store.CreateAsync(Shots, Stopped);

        Assert.Equal(["shots"], await store.NamesAsync(Stopped));
        Assert.Equal(Shots.EventTime, (await (await store.FindAsync("shots", Stopped))!.DescribeAsync(Stopped)).Definition.EventTime);
        Assert.Null(await store.FindAsync("passes", Stopped));
    }

    [Fact]
    public async Task A_group_that_is_there_gets_the_features_that_are_new_to_it()
    {
        await store.CreateAsync(Shots with { Features = [new("x", ColumnType.Double)] }, Stopped);

        var group = await store.CreateAsync(Shots with { Features = [new("x", ColumnType.Double), new("y", ColumnType.String)] }, Stopped);

        Assert.Equal([("x", FeatureType.Fractional), ("y", FeatureType.String)], (await group.DescribeAsync(Stopped)).Definition.Features.Select(feature => (feature.Name, feature.FeatureType)));
        await Assert.ThrowsAsync<BuildException>(() => store.CreateAsync(Shots with { Features = [new("x", ColumnType.String)] }, Stopped));
        await Assert.ThrowsAsync<BuildException>(() => store.CreateAsync(Shots with { EventTime = "when" }, Stopped));
    }

    [Fact]
    public async Task Appends_at_the_same_time_come_one_behind_the_other()
    {
        var group = await store.CreateAsync(Shots, Stopped);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(run => group.AppendAsync(Rows($"SELECT {run}::INTEGER AS id, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS t"), new(FormattableString.Invariant($"{run}")), Stopped)));

        Assert.Equal(8, (await group.AsOfAsync(new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), Stopped)).RowCount);
    }

    [Fact]
    public async Task What_a_crash_left_goes_with_the_next_append()
    {
        var group = await store.CreateAsync(Shots, Stopped);
        File.WriteAllText(Path.Combine(folder, "shots", "parts", "left.parquet"), "half");

        await group.AppendAsync(Rows("SELECT 1 AS id, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS t"), new("first"), Stopped);

        Assert.Equal(["group.json", (await group.DescribeAsync(Stopped)).Parts[0].Path], Directory.GetFiles(Path.Combine(folder, "shots"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Path.Combine(folder, "shots"), path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_that_are_refused_leave_the_group_as_it_was()
    {
        var group = await store.CreateAsync(Shots, Stopped);
        await group.AppendAsync(Rows("SELECT 1 AS id, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS t"), new("first"), Stopped);
        var before = File.ReadAllText(Path.Combine(folder, "shots", "group.json"));

        await Assert.ThrowsAsync<BuildException>(() => group.AppendAsync(Rows("SELECT NULL::INTEGER AS id, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS t"), new("second"), Stopped));

        Assert.Equal(before, File.ReadAllText(Path.Combine(folder, "shots", "group.json")));
        Assert.Empty(Directory.GetDirectories(folder, ".*"));
    }

    [Theory]
    [InlineData("", "`group.json` is no manifest of a feature group: ")]
    [InlineData("[]", "`group.json` is no manifest of a feature group: ")]
    [InlineData("""{ "format": "levain.feature-group/2" }""", "`group.json` is of format `levain.feature-group/2`, which this version does not know")]
    [InlineData("""{ "format": "levain.feature-group/1", "name": "shots", "recordIdentifier": "id", "eventTime": "t", "features": [{ "name": "x", "type": "BLOB", "required": false }], "parts": [] }""", "`group.json` is no manifest of a feature group: `BLOB` is no type of a feature")]
    [InlineData("""{ "format": "levain.feature-group/1", "name": "shots", "recordIdentifier": "id", "eventTime": "t", "features": [], "parts": [{ "run": "a", "digest": "../../etc/passwd", "rows": 1, "features": [] }] }""", "`group.json` is no manifest of a feature group: ")]
    public async Task A_manifest_that_is_none_is_refused(string manifest, string says)
    {
        var group = await store.CreateAsync(Shots, Stopped);
        File.WriteAllText(Path.Combine(folder, "shots", "group.json"), manifest);

        Assert.StartsWith(says, (await Assert.ThrowsAsync<BuildException>(() => group.DescribeAsync(Stopped))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_is_lost_is_told_by_its_run()
    {
        var group = await store.CreateAsync(Shots, Stopped);
        await group.AppendAsync(Rows("SELECT 1 AS id, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS t"), new("first"), Stopped);
        foreach (var part in Directory.GetFiles(Path.Combine(folder, "shots", "parts"))) File.Delete(part);

        Assert.EndsWith("the rows of run `first`", (await Assert.ThrowsAsync<BuildException>(() => group.ReadAsync(new(), Stopped))).Message, StringComparison.Ordinal);
    }

    private static Table Rows(string select)
    {
        using var session = DuckSession.Open();
        return session.ReadTable(select);
    }
}
