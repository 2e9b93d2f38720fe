using System.Globalization;
using Levain.Building;
using Levain.Locks;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Tables.Tests;

/// <summary>From raw bytes to a feature table, twenty times: whatever the machine says of itself, the digests are the same.</summary>
public sealed class RebuildTests
{
    private const int Rebuilds = 20;

    private static readonly string[] Cultures = ["", "de-DE", "tr-TR", "ar-SA", "fa-IR"], Zones = ["UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati"];

    [Fact]
    public async Task Twenty_rebuilds_under_other_circumstances_give_one_digest_each()
    {
        var digests = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Rebuilds; i++) digests.Add(await BuildAsync(i));

        Assert.Single(digests);
    }

    // All digests of one build in a workspace of its own.
    private static async Task<string> BuildAsync(int round)
    {
        using var workspace = new TestWorkspace { Profile = new BuildProfile("public"), Settings = new BuildSettings { Jobs = 1 + (round % 4) } };
        var (culture, zone) = (CultureInfo.CurrentCulture, Environment.GetEnvironmentVariable("TZ"));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = Changed(Cultures[round % Cultures.Length], round);
            Environment.SetEnvironmentVariable("TZ", Zones[round % Zones.Length]);
            TimeZoneInfo.ClearCachedData();
            WriteData(workspace, round);
            await PinAsync(workspace);
            var report = await workspace.BuildAsync(new Features(), TestContext.Current.CancellationToken);
            Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
            return string.Join('\n', report.Outcomes.OrderBy(outcome => outcome.Stage, StringComparer.Ordinal).Select(outcome => $"{outcome.Stage} {outcome.Output}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = culture;
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }
    }

    // Without ICU all cultures look alike: so this one writes numbers and dates otherwise.
    private static CultureInfo Changed(string name, int round)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        _ = name;
        if (round % 2 == 1)
        {
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "−";
            culture.DateTimeFormat.ShortDatePattern = "dd.MM.yy";
        }

        return culture;
    }

    // The same files, written in another order each time.
    private static void WriteData(TestWorkspace workspace, int round)
    {
        foreach (var match in Enumerable.Range(0, 12).Select(i => (i * 5 + round) % 12))
        {
            var events = Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"id": {{match * 100 + i}}, "name": "{{(i % 7 == 0 ? "Shot" : "Pass")}}", "at": {"x": {{(i * 13 + match * 7) % 101}}, "y": {{(i * 29 + match * 3) % 69 / 2.0}}}, "tags": [{{i % 3}}, {{i % 5}}]}"""));
            workspace.Write($"data/matches/{match:D2}.json", $"{{\"match\": {match}, \"events\": [{string.Join(", ", events)}]}}");
        }

        workspace.Write("data/teams.csv", "match,home,date,rating\n" + string.Concat(Enumerable.Range(0, 12).Select(match => string.Create(CultureInfo.InvariantCulture, $"{match},\"Team, {match % 4}\",2026-0{1 + match % 9}-1{match % 10},{match * 1.1:R}\n"))));
        workspace.Write("models/test/shots.sql", "SELECT m.match, e.id, e.at.x AS x, e.at.y AS y, len(e.tags) AS tags, exp(-e.at.x / 50) AS near FROM (SELECT match, unnest(events) AS e FROM matches) AS m WHERE e.name = 'Shot'");
        workspace.Write("models/test/rated.sql", "SELECT s.*, t.home, t.date, avg(t.rating) OVER (PARTITION BY t.home) AS rating, ln(t.rating + 1) AS l FROM shots AS s JOIN teams AS t USING (match) ORDER BY s.id");
    }

    private static async Task PinAsync(TestWorkspace workspace)
    {
        var pinning = new SnapshotPinning(workspace.Workspace, workspace.Profile);
        foreach (var (name, source) in new[] { ("matches", "data/matches"), ("teams", "data/teams.csv") })
            pinning.Write(await pinning.TakeAsync([name], source, cancellation: TestContext.Current.CancellationToken));
    }

    private sealed class Features : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile)
        {
            var shots = new SqlStage { Label = "shots", Query = Artifact.Workspace<SqlText>("models/test/shots.sql"), Inputs = [SqlInput.Of("matches", Artifact.Snapshot<Files>("matches"), new JsonFormat())] };
            var teams = new ReadTable { Source = Artifact.Snapshot<Files>("teams") };
            var rated = new SqlStage { Label = "rated", Query = Artifact.Workspace<SqlText>("models/test/rated.sql"), Inputs = [SqlInput.Of("shots", shots), SqlInput.Of("teams", teams)] };
            yield return new LagShots { Shots = rated };
        }
    }

    private sealed record LagShots : Stage<Table>
    {
        public required Artifact<Table> Shots { get; init; }

        protected override async Task<Table> RunAsync(StageContext context)
        {
            var shots = (await context.ReadAsync(Shots)).SortBy("home", SortKey.Descending("x"));
            var means = shots.GroupBy("home").Aggregate(Aggregate.Mean("near"), Aggregate.Count("shots"));
            return shots.Windows(["home"]).Lag("x", 3).RollingMean("near", 5, atLeast: 1).ToTable().Join(means, ["home"], suffix: "_of_team");
        }
    }
}
