using Levain;
using Levain.Building;
using Levain.Locks;
using Levain.Remotes;
using Levain.Scheduling;
using Levain.Tables;
using Levain.Tables.Sources;
using Levain.Testing;

namespace XGoals.Tests;

/// <summary>The real matches, read as the product reads them: by the digests of the lock, through a mirror.</summary>
public sealed class PublicDataTests
{
    [Fact]
    public void The_lock_pins_every_match_of_the_list()
    {
        var pinned = Pinned();
        var listed = File.ReadLines(Path.Combine(TestSource.Root, "models/xgoals/matches.urls")).Where(line => line.StartsWith("sha256:", StringComparison.Ordinal))
            .Select(line => line.Split(' ')).ToDictionary(words => Path.GetFileName(words[1]), words => words[0]);

        Assert.Equal(115, listed.Count);
        Assert.Equal(listed, pinned.Parts.ToDictionary(part => part.Name, part => part.Digest.ToString()));
    }

    [Fact]
    public async Task The_matches_give_the_shots_and_goals_that_are_known_of_them()
    {
        using var workspace = await BuiltAsync();
        var shots = workspace.Table("SqlStage[shots]");

        Assert.Equal(2_617, shots.RowCount);
        Assert.Equal(221, Count(shots.Bools("is_goal")));
        Assert.Equal(115, shots.GroupBy("match").Aggregate(Aggregate.Count("shots")).RowCount);
    }

    [Fact]
    public async Task The_features_have_the_values_that_are_known_of_them()
    {
        using var workspace = await BuiltAsync();
        var features = workspace.Table("SqlStage[features]");
        var (distances, angles) = (features.Doubles("distance_to_goal").Values.ToArray(), features.Doubles("angle_to_goal").Values.ToArray());

        Assert.Equal((1.251, 94.978, 19.496), (Math.Round(distances.Min(), 3), Math.Round(distances.Max(), 3), Math.Round(distances.Average(), 3)));
        Assert.Equal((0.0401, 2.5655, 0.3963), (Math.Round(angles.Min(), 4), Math.Round(angles.Max(), 4), Math.Round(angles.Average(), 4)));
        // The first shot of the first European match was taken from (91, 29).
        Assert.Equal((17.12369, 0.24235, false), (Math.Round(distances[0], 5), Math.Round(angles[0], 5), features.Bools("is_goal")[0]));
    }

    [Fact]
    public async Task Distance_and_angle_alone_rank_the_shots_as_is_known()
    {
        using var workspace = await BuiltAsync();
        var features = workspace.Table("SqlStage[features]");

        Assert.Equal(0.7701, Math.Round(AreaUnderCurve(features, row => -features.Doubles("distance_to_goal")[row]), 4));
        // The specification says 0.7599; computed independently it is 0.75978, to five digits.
        Assert.Equal(0.7598, Math.Round(AreaUnderCurve(features, row => features.Doubles("angle_to_goal")[row]), 4));
    }

    [Fact]
    public async Task The_query_computes_what_the_pitch_computes()
    {
        using var workspace = await BuiltAsync();
        var (shots, features) = (workspace.Table("SqlStage[shots]"), workspace.Table("SqlStage[features]"));

        for (var row = 0; row < shots.RowCount; row++)
        {
            Assert.Equal(Pitch.Distance(shots.Doubles("x")[row], shots.Doubles("y")[row]), features.Doubles("distance_to_goal")[row], 1e-12);
            Assert.Equal(Pitch.Angle(shots.Doubles("x")[row], shots.Doubles("y")[row]), features.Doubles("angle_to_goal")[row], 1e-12);
        }
    }

    private static int Count(ValueColumn<bool> column) => column.Values.ToArray().Count(each => each);

    private static double AreaUnderCurve(Table features, Func<int, double> score)
    {
        var goals = features.Bools("is_goal").Values.ToArray();
        var scored = Enumerable.Range(0, features.RowCount).Select(row => (Score: score(row), IsGoal: goals[row])).ToList();
        var hits = scored.Where(shot => shot.IsGoal).ToList();
        var misses = scored.Where(shot => !shot.IsGoal).Select(shot => shot.Score).Order().ToArray();
        return hits.Average(hit => (Below(misses, hit.Score) + Below(misses, Math.BitIncrement(hit.Score))) / 2.0 / misses.Length);
    }

    // How many of the sorted values are below.
    private static int Below(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static Snapshot Pinned() => DataLock.Load(Path.Combine(TestSource.Root, "data.lock.json")).Find("public", "wyscout-matches")!;

    private static async Task<Built> BuiltAsync()
    {
        Assert.SkipWhen(RealData.Find("wyscout") is null, RealData.Missing("wyscout"));
        var workspace = new TestWorkspace { Profile = new BuildProfile("public") };
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestSource.Root, "models/xgoals")).Where(path => Path.GetExtension(path) is ".sql" or ".md" or ".urls"))
            workspace.Write($"models/xgoals/{Path.GetFileName(file)}", File.ReadAllText(file));
        workspace.Write("data.lock.json", File.ReadAllText(Path.Combine(TestSource.Root, "data.lock.json")));

        using var sources = new SourceSet(workspace.Workspace, new RemoteCredentials(_ => null), new NoticedOnly(_ => { }), new SourceOptions { Mirrors = RemoteLocation.ParseAll(Path.GetDirectoryName(RealData.Find("wyscout"))!, inCi: false, workspace.Root) });
        var session = new BuildSession(workspace.Workspace, workspace.Codes, new BuildSettings { Jobs = 2 }, sources: () => sources);
        var report = await session.BuildAsync(session.Plan(new ModelProject("xgoals", new XGoalsPipeline()), workspace.Profile), cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(report.Outcomes.Where(outcome => outcome.Error is not null).Select(outcome => outcome.Error!.Message));
        return new Built(workspace, report);
    }

    private sealed record Built(TestWorkspace Workspace, ModelReport Report) : IDisposable
    {
        public Table Table(string stage) => Levain.Tables.Table.Load(Workspace.Workspace.Store.OpenArtifact(Report.Outcomes.Single(outcome => outcome.Stage == stage).Output!.Value));

        public void Dispose() => Workspace.Dispose();
    }
}
