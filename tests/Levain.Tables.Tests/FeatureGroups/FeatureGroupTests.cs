// Each read here takes milliseconds: a token of the test would stop nothing sooner.
#pragma warning disable xUnit1051

using System.Globalization;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.FeatureGroups;

public sealed class FeatureGroupTests : IDisposable
{
    private static readonly FeatureGroupDefinition Shots = new() { Name = "shots", RecordIdentifier = "id", EventTime = "t" };

    private readonly string folder = Directory.CreateTempSubdirectory("levain-features-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_run_that_was_appended_is_not_appended_again()
    {
        var once = Appended("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 1 AS x UNION ALL SELECT 'b', '2026-01-02T00:00:00Z', 2");

        // The same rows in another order, and the columns too.
        var again = once.Append(Rows("SELECT 2 AS x, '2026-01-02T00:00:00Z' AS t, 'b' AS id UNION ALL SELECT 1, '2026-01-01T00:00:00Z', 'a'"), new("first"), Path.Combine(folder, "again"));

        Assert.Same(once, again);
    }

    [Fact]
    public void A_run_of_other_rows_is_refused() => Refused(
        "feature group `shots` has a run `first` already, of other rows",
        () => Appended("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t").Append(Rows("SELECT 'b' AS id, '2026-01-01T00:00:00Z' AS t"), new("first"), folder));

    [Fact]
    public void Older_rows_have_nulls_in_features_that_came_later()
    {
        var group = Appended("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 1 AS x").Append(Rows("SELECT 'b' AS id, '2026-01-01T00:00:00.5Z' AS t, 2 AS x, 'new' AS y"), new("second"), folder);

        var table = group.Read(new());

        Assert.Equal("id VARCHAR, t VARCHAR, x INTEGER, y VARCHAR", table.Schema.ToString());
        Assert.Null(table.Strings("y")[0]);
        Assert.Equal("new", table.Strings("y")[1]);
    }

    /// <summary>What is appended to a group of <c>id VARCHAR, t VARCHAR, x INTEGER</c>, and why it is refused.</summary>
    [Theory]
    [InlineData("SELECT 'b' AS ids, '2026-01-02T00:00:00Z' AS t", "feature group `shots` requires `id`, which the rows of run `second` do not have", "did you mean `ids`?")]
    [InlineData("SELECT 'b' AS id, 1 AS distance", "feature group `shots` requires `t`, which the rows of run `second` do not have", "there are `distance`, `id`")]
    [InlineData("SELECT 'b' AS id, '2026-01-02T00:00:00Z' AS t, 'one' AS x", "feature `x` of group `shots` is INTEGER, but VARCHAR in run `second`", "cast it to INTEGER, or give the new one another name")]
    [InlineData("SELECT 7 AS id, '2026-01-02T00:00:00Z' AS t", "feature `id` of group `shots` is VARCHAR, but INTEGER in run `second`", "cast it to VARCHAR, or give the new one another name")]
    [InlineData("SELECT 'b' AS id, '2026-01-02T00:00:00Z' AS t, 1 AS \"x y\"", "feature `x y` has a name that feature stores do not take", "use 1 to 64 letters, digits, `-` and `_`, with a letter or a digit at either end")]
    [InlineData("SELECT 'b' AS id, '2026-01-02T00:00:00Z' AS t, 1 AS x_", "feature `x_` has a name that feature stores do not take", "use 1 to 64 letters, digits, `-` and `_`, with a letter or a digit at either end")]
    [InlineData("SELECT 'b' AS id, '2026-01-02T00:00:00Z' AS t, true AS Is_Deleted", "feature `Is_Deleted` has a name that feature stores keep for themselves", "call it something other than `write_time`, `api_invocation_time` and `is_deleted`")]
    [InlineData("SELECT 'b' AS id, '2026-01-02T00:00:00Z' AS t, 1 AS X", "the columns `x` and `X` differ only in letters' case, which SQL ignores", "give one of them another name")]
    [InlineData("SELECT 'b' AS id, '2026-01-02T00:00:00Z' AS t, [1] AS y", "feature `y` is INTEGER[], and a feature is one value", "make a column of each part")]
    [InlineData("SELECT 'b' AS id, '2026-02-30T00:00:00Z' AS t", "run `second` of feature group `shots` has the event time `2026-02-30T00:00:00Z`, which is no moment", null)]
    public void Rows_that_do_not_fit_are_refused(string rows, string says, string? hint)
    {
        var group = Appended("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 1 AS x");

        Assert.Equal(hint, Refused(says, () => group.Append(Rows(rows), new("second"), folder)).Hint);
    }

    /// <summary>Rows that break what a feature group promises of each, and the line that says so.</summary>
    [Theory]
    [InlineData("SELECT unnest(['a', NULL]) AS id, '2026-01-01T00:00:00Z' AS t", "column `id` is null in 1 of 2 rows")]
    [InlineData("SELECT 'a' AS id, NULL::VARCHAR AS t", "column `t` is null in 1 of 1 row")]
    [InlineData("SELECT 'a' AS id, '2026-01-01T00:00:00+01:00' AS t", @"column `t` does not match `\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z` in 1 of 1 row")]
    [InlineData("SELECT 'a' AS id, unnest(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z']) AS t", "columns `id`, `event time in UTC` together are not unique: 2 of 2 rows share them with another")]
    [InlineData("SELECT 'a' AS id, 'nan'::DOUBLE AS t", "column `t` is not from -62135596800 to 253402300799 in 1 of 1 row")]
    [InlineData("SELECT 'a' AS id, 1767225600000::DOUBLE AS t", "column `t` is not from -62135596800 to 253402300799 in 1 of 1 row")]
    [InlineData("SELECT 'a' AS id, 'infinity'::TIMESTAMPTZ AS t", "column `t` is not from 0001-01-01 00:00:00 to 9999-12-31 23:59:59.999999 in 1 of 1 row")]
    public void Rows_that_break_the_promises_of_a_group_are_shown(string rows, string says) =>
        Assert.Equal(says, Assert.Throws<BuildException>(() => Appended(rows)).Details[0]);

    [Theory]
    [InlineData("TIMESTAMP '2026-01-01 00:00:00'", "event time `t` is TIMESTAMP, which names no zone")]
    [InlineData("DATE '2026-01-01'", "event time `t` is DATE, which names no zone")]
    [InlineData("1767225600::FLOAT", "event time `t` is FLOAT, which holds seconds since 1970 to the nearest two minutes")]
    [InlineData("1767225600", "event time `t` is INTEGER, which is no moment")]
    public void An_event_time_that_is_no_moment_in_utc_is_refused(string time, string says) => Refused(says, () => Appended($"SELECT 'a' AS id, {time} AS t"));

    [Fact]
    public void A_record_identifier_is_a_text_or_a_whole_number() =>
        Refused("record identifier `id` is DOUBLE, not a text or a whole number", () => Appended("SELECT 1.5::DOUBLE AS id, '2026-01-01T00:00:00Z' AS t"));

    [Theory]
    [InlineData("", "feature group `` has a name that feature stores do not take")]
    [InlineData("-shots", "feature group `-shots` has a name that feature stores do not take")]
    [InlineData("../shots", "feature group `../shots` has a name that feature stores do not take")]
    [InlineData("schüsse", "feature group `schüsse` has a name that feature stores do not take")]
    public void A_group_has_a_name_that_feature_stores_take(string name, string says) => Refused(says, () => FeatureGroup.Create(Shots with { Name = name }));

    [Fact]
    public void A_required_feature_must_be_there_without_nulls()
    {
        var group = FeatureGroup.Create(Shots with { Features = [new("x", ColumnType.Int32) { IsRequired = true }] });

        Refused("feature group `shots` requires `x`, which the rows of run `first` do not have", () => group.Append(Rows("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t"), new("first"), folder));
        Assert.Equal("column `x` is null in 1 of 1 row", Assert.Throws<BuildException>(() => group.Append(Rows("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, NULL::INTEGER AS x"), new("first"), folder)).Details[0]);
    }

    [Fact]
    public void A_run_may_be_kept_from_adding_features() =>
        Refused("feature group `shots` has no feature `y`, and run `second` may add none", () =>
            Appended("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 1 AS x").Append(Rows("SELECT 'a' AS id, '2026-01-02T00:00:00Z' AS t, 1 AS y"), new("second") { AddsFeatures = false }, folder));

    [Theory]
    [InlineData("TIMESTAMPTZ '2026-01-02 02:00:00+02'")]
    [InlineData("'2026-01-02T00:00:00.000Z'")]
    [InlineData("1767312000::DOUBLE")]
    [InlineData("1767312000.000::DECIMAL(18,3)")]
    public void Every_way_to_write_a_moment_means_the_same(string time)
    {
        var group = Appended($"SELECT 'a' AS id, {time} AS t");

        Assert.Equal(1, group.Read(new() { AsOf = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero) }).RowCount);
        Assert.Equal(0, group.Read(new() { AsOf = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero).AddTicks(-10) }).RowCount);
    }

    [Fact]
    public void The_version_that_is_asked_for_is_chosen_before_the_newest_row()
    {
        // As the index predictor does it: all versions share identifier and time.
        var group = Appended("SELECT '09:30' AS id, '2026-01-01T00:00:00Z' AS t, 'v1' AS version, 1 AS x").Append(Rows("SELECT '09:30' AS id, '2026-01-01T00:00:00Z' AS t, 'v2' AS version, 2 AS x"), new("second"), folder);

        Assert.Equal(2, group.Read(new()).Ints("x")[0]);
        Assert.Equal(1, group.Read(new() { Where = new Dictionary<string, string> { ["version"] = "v1" } }).Ints("x")[0]);
    }

    [Theory]
    [InlineData("file_index")]
    [InlineData("filename")]
    [InlineData("file_row_number")]
    public void A_feature_may_have_a_name_that_DuckDB_uses(string name)
    {
        var group = Appended($"SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 7 AS {name}").Append(Rows($"SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 0 AS {name}"), new("second"), folder);

        Assert.Equal([7, 0], group.Read(new() { Rows = FeatureRows.All }).Ints(name).Values.ToArray());
        Assert.Equal(0, group.Read(new()).Ints(name)[0]);
    }

    [Fact]
    public void A_deleted_record_comes_back_with_a_later_row_and_was_there_before()
    {
        var group = Appended("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 'v1' AS version")
            .Delete(Rows("SELECT 'a' AS id, '2026-01-02T00:00:00Z' AS t"), new("deleted"), folder)
            .Append(Rows("SELECT 'a' AS id, '2026-01-03T00:00:00Z' AS t, 'v1' AS version"), new("again"), folder);

        Assert.Equal([1, 0, 1], [.. new[] { 1, 2, 3 }.Select(day => group.Read(new() { AsOf = new(2026, 1, day, 12, 0, 0, TimeSpan.Zero), Where = new Dictionary<string, string> { ["version"] = "v1" } }).RowCount)]);
    }

    [Fact]
    public void Metadata_are_those_of_a_feature_store()
    {
        var group = FeatureGroup.Create(Shots)
            .Append(Rows("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t"), new("first") { WriteTime = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.FromHours(1)) }, folder)
            .Delete(Rows("SELECT 'a' AS id, '2026-01-02T00:00:00Z' AS t"), new("second"), folder)
            .Append(Rows("SELECT 'a' AS id, '2026-01-03T00:00:00Z' AS t"), new("third") { WriteTime = new DateTimeOffset(2026, 1, 3, 9, 0, 0, TimeSpan.Zero) }, folder);

        var history = group.Read(new() { Rows = FeatureRows.All, WithMetadata = true });

        Assert.Equal("id VARCHAR, t VARCHAR, write_time \"TIMESTAMP WITH TIME ZONE\", api_invocation_time \"TIMESTAMP WITH TIME ZONE\", is_deleted BOOLEAN".Replace("\"", "", StringComparison.Ordinal), history.Schema.ToString());
        Assert.Equal([false, true, false], history.Bools("is_deleted").Values.ToArray());
        Assert.Equal("2026-01-01 08:00:00", history.Timestamps("write_time")[0].ToString());
        Assert.True(history.Timestamps("write_time").IsNull(1));
        Assert.Equal("2026-01-03 09:00:00", history.Timestamps("write_time")[2].ToString());
    }

    [Theory]
    [InlineData("y", "feature group `shots` has no feature `y`")]
    [InlineData("X", "feature group `shots` has no feature `X`")]
    public void A_feature_that_is_not_there_cannot_be_read(string feature, string says)
    {
        var group = Appended("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 1 AS x");

        Refused(says, () => group.Read(new() { Features = [feature] }));
        Refused(says, () => group.Read(new() { Where = new Dictionary<string, string> { [feature] = "1" } }));
    }

    /// <summary>Labels and joins that cannot be, and why.</summary>
    public static TheoryData<string, FeatureJoin, string> BadJoins => new()
    {
        { "SELECT 'a' AS shot, '2026-01-01T00:00:00Z' AS t", new(), "the labels have no column `id`, which is to be their record identifier" },
        { "SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t", new() { EventTime = "when" }, "the labels have no column `when`, which is to be their event time" },
        { "SELECT 7 AS id, '2026-01-01T00:00:00Z' AS t", new(), "column `id` of the labels is INTEGER, but record identifier `id` of group `shots` is VARCHAR" },
        { "SELECT 'a' AS id, TIMESTAMP '2026-01-01 00:00:00' AS t", new(), "event time `t` is TIMESTAMP, which names no zone" },
        { "SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 1 AS x", new(), "the labels have a column `x` already" },
        { "SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t", new() { Features = ["y"] }, "feature group `shots` has no feature `y`" },
        { "SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t", new() { UpToRun = "firsts" }, "feature group `shots` has no run `firsts`" },
    };

    [Theory, MemberData(nameof(BadJoins))]
    public void Labels_that_cannot_find_features_are_refused(string labels, FeatureJoin join, string says) =>
        Refused(says, () => Appended("SELECT 'a' AS id, '2026-01-01T00:00:00Z' AS t, 1 AS x").Join(Rows(labels), join));

    [Fact]
    public void Labels_that_write_their_time_otherwise_still_find_their_features()
    {
        var group = Appended("SELECT 7::BIGINT AS id, 1767225600::DOUBLE AS t, 1 AS x");

        var joined = group.Join(Rows("SELECT unnest([7, 7, 8, NULL]) AS id, unnest([TIMESTAMPTZ '2026-01-01 00:00:00Z', TIMESTAMPTZ '2025-12-31 23:59:59Z', TIMESTAMPTZ '2026-02-01 00:00:00Z', NULL]) AS time"), new() { EventTime = "time", Features = ["x"] });

        Assert.Equal([1, null, null, null], [.. Enumerable.Range(0, 4).Select(row => joined.Ints("x").At(row))]);
    }

    [Fact]
    public void The_same_appends_give_the_same_bytes_under_another_culture_and_threads()
    {
        var here = Saved("here");
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (strange.NumberFormat.NegativeSign, strange.NumberFormat.NumberDecimalSeparator, strange.DateTimeFormat.TimeSeparator) = ("minus", ",", ".");
        var there = new Thread(() =>
        {
            CultureInfo.CurrentCulture = strange;
            Saved("there");
        });
        there.Start();
        there.Join();

        Assert.Equal(here, Files("there"));
        Assert.Equal(3, here.Count);
    }

    private IReadOnlyDictionary<string, string> Saved(string name)
    {
        var scratch = Path.Combine(folder, $"{name}-scratch");
        var group = FeatureGroup.Create(Shots)
            .Append(Rows("SELECT i % 97 AS id, TIMESTAMPTZ '2026-01-01 00:00:00Z' + to_hours((i // 97)::INTEGER) AS t, i * 0.1 AS x, 'name ' || i % 7 AS name FROM range(5000) r(i) ORDER BY hash(i)"), new("first") { WriteTime = DateTimeOffset.UnixEpoch }, scratch)
            .Append(Rows("SELECT 5::BIGINT AS id, TIMESTAMPTZ '2026-01-01 00:00:00.000001Z' AS t, -1.5::DECIMAL(21,1) AS x"), new("second"), scratch);
        group.Save(new Scheduling.ScratchWriter(Path.Combine(folder, name)));
        return Files(name);
    }

    private Dictionary<string, string> Files(string name) =>
        Directory.GetFiles(Path.Combine(folder, name), "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(Path.Combine(folder, name), path), path => Digest.Of(File.ReadAllBytes(path)).ToString());

    private FeatureGroup Appended(string rows) => FeatureGroup.Create(Shots).Append(Rows(rows), new("first"), Path.Combine(folder, "first"));

    private static BuildException Refused(string says, Func<object> act)
    {
        var error = Assert.Throws<BuildException>(() => _ = act());
        Assert.Equal(says, error.Message);
        return error;
    }

    private static Table Rows(string select)
    {
        using var session = DuckSession.Open();
        return session.ReadTable(select);
    }
}
