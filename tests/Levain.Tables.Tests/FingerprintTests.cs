using Levain.Fingerprints;
using Levain.Tables.Tests.Rows;

namespace Levain.Tables.Tests;

public class FingerprintTests
{
    private static CodeFingerprint Of<T>() where T : Stage => new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(typeof(T));

    [Fact]
    public void What_stages_do_with_tables_is_known_without_counting_whole_assemblies()
    {
        var fingerprint = Of<EveryOperation>();

        Assert.Empty(fingerprint.WholeAssemblies);
        Assert.False(fingerprint.UsesPlatformMath);
        Assert.False(fingerprint.UsesTimeZones);
        Assert.Contains(fingerprint.AllMembers.Value, member => member.Name.Contains("JoinedRows", StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_that_rows_are_read_into_counts_with_all_its_members()
    {
        var fingerprint = Of<ReadsRecords>();

        Assert.Empty(fingerprint.WholeAssemblies);
        Assert.Contains(fingerprint.AllMembers.Value, member => member.Name.StartsWith("members of", StringComparison.Ordinal) && member.Name.Contains(nameof(RecordTests.Shot), StringComparison.Ordinal));
        Assert.DoesNotContain(fingerprint.AllMembers.Value, member => member.Name.Contains("JoinedRows", StringComparison.Ordinal));
    }

    public sealed class Nothing : IArtifact<Nothing>
    {
        public void Save(ArtifactWriter output) => File.WriteAllText(output.Path, "");

        public static Nothing Load(ArtifactReader input) => new();
    }

    public sealed record ReadsRecords : Stage<Nothing>
    {
        protected override Task<Nothing> RunAsync(StageContext context)
        {
            foreach (var shot in new Table([]).As<RecordTests.Shot>()) _ = shot.IsGoal;
            return Task.FromResult(new Nothing());
        }
    }

    public sealed record EveryOperation : Stage<Nothing>
    {
        protected override Task<Nothing> RunAsync(StageContext context)
        {
            var table = new Table([TableColumn.Of("id", 1), TableColumn.Of("x", 1.5), TableColumn.Of("t", "a")]);
            table = table.SortBy("id", SortKey.Descending("t")).Where(row => row > 0).Take(0)[..1].With("y", row => row * 2.0).Rename("y", "z").Select("id", "x", "z");
            table = table.Join(table.GroupBy("id").Aggregate(Aggregate.Sum("x"), Aggregate.Std("z"), Aggregate.Median("x"), Aggregate.CountDistinct("x")), ["id"], JoinKind.Left);
            table = table.Windows(["id"], ["x"]).Lag("x").RollingStd("x", 5).RollingMax("x", 5).ToTable();
            _ = Table.Concat(table, table).Unpivot(["id"], ["x", "z"]).Pivot(["id"], "name", "value").Distinct(["id"]).Numbers("x");
            return Task.FromResult(new Nothing());
        }
    }
}
