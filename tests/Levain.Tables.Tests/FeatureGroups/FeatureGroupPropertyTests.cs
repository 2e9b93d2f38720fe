using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests.FeatureGroups;

public sealed class FeatureGroupPropertyTests : IDisposable
{
    private const int Hours = 5;

    private static readonly string[] Ids = ["a", "b", "c", "ä"];

    private readonly string folder = Directory.CreateTempSubdirectory("levain-features-").FullName;
    private int made;

    private static readonly Gen<FeatureRow> Rows =
        from id in Gen.Elements(Ids)
        from time in Gen.Choose(0, Hours)
        from x in Gen.Choose(0, 99)
        from y in Gen.Elements<int?>(null, 1, 2)
        from z in Gen.Elements<int?>(null, 3, 4)
        select new FeatureRow(id, time, new Dictionary<string, int?> { ["x"] = x, ["y"] = y, ["z"] = z }.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!.Value));

    // The schema only grows, as the model's rows do not have a feature that is not there yet.
    private static readonly Gen<IReadOnlyList<FeatureChange>> Histories =
        (from deletion in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
         from columns in Gen.Elements<string[]>(["x"], ["x"], ["y", "x"], ["x", "z"], [])
         from rows in Rows.ArrayOf()
         select (deletion, columns, rows)).NonEmptyListOf().Select(list => (IReadOnlyList<FeatureChange>)
            [.. list.Take(6).Select((each, i) => new FeatureChange(
                FormattableString.Invariant($"run-{i}"), each.deletion, each.deletion ? [] : each.columns,
                [.. each.rows.DistinctBy(row => (row.Id, row.Time)).Select(row => row with { Features = each.deletion ? new Dictionary<string, int>() : row.Features.Where(pair => each.columns.Contains(pair.Key)).ToDictionary() })]))]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Reads_are_those_of_a_list_of_rows() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(15), Prop.ForAll(
        Arb.From(from changes in Histories from asOf in Gen.Choose(-1, Hours) from upTo in Gen.Choose(1, 6) select (changes, asOf, upTo)),
        given =>
        {
            var (model, group) = (new FeatureModel(given.changes), Appended(given.changes));
            IEnumerable<string> columns = ["id", "time", .. model.Columns];
            var upTo = Math.Min(given.upTo, given.changes.Count);

            Assert.Equal(model.NewestPerRecord(given.asOf), FeatureModel.Lines(group.Read(new() { AsOf = FeatureChange.Moment(given.asOf) }), columns));
            Assert.Equal(model.NewestPerRecord(Hours, upTo), FeatureModel.Lines(group.Read(new() { UpToRun = given.changes[upTo - 1].Run }), columns));
            Assert.Equal(model.NewestTime(given.asOf), FeatureModel.Lines(group.Read(new() { Rows = FeatureRows.NewestTime, AsOf = FeatureChange.Moment(given.asOf) }), columns));
            Assert.Equal(model.History(), FeatureModel.Lines(group.Read(new() { Rows = FeatureRows.All }), columns));
        }));

    [Fact]
    public void Labels_get_what_was_known_at_their_time() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(15), Prop.ForAll(
        Arb.From(from changes in Histories
                 from labels in (from id in Gen.Elements("a", "b", "c", "ä", "unknown") from time in Gen.Choose(-1, Hours + 1) select new FeatureRow(id, time, new Dictionary<string, int>())).ArrayOf()
                 from maxAge in Gen.Elements(0, 3, 1000)
                 select (changes, labels, maxAge)),
        given =>
        {
            var (model, group) = (new FeatureModel(given.changes), Appended(given.changes));
            var labels = new FeatureChange("", true, [], given.labels).ToTable();

            var joined = group.Join(labels, new() { MaxAge = TimeSpan.FromHours(given.maxAge), Prefix = "of_" });

            Assert.Equal(
                given.labels.Select(label => FormattableString.Invariant($"{label.Id} {label.Time} {model.FeaturesOf(label.Id, label.Time, given.maxAge)}").Trim()),
                FeatureModel.Lines(joined, ["id", "time", .. model.Columns.Select(name => $"of_{name}")]));
        }));

    private FeatureGroup Appended(IReadOnlyList<FeatureChange> changes)
    {
        var group = FeatureGroup.Create(FeatureChange.Group);
        foreach (var change in changes)
        {
            var scratch = Path.Combine(folder, FormattableString.Invariant($"{made++}"));
            group = change.IsDeletion ? group.Delete(change.ToTable(), new(change.Run), scratch) : group.Append(change.ToTable(), new(change.Run), scratch);
        }

        return group;
    }
}
