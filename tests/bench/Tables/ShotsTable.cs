using Levain.Building;
using Levain.Planning;
using Levain.Tables;
using Levain.Tables.DuckDb;

namespace Levain.Bench;

/// <summary>The shots of the Wyscout matches: our whole stage, from the digest of the snapshot to the recorded table, and the same query through DuckDB alone.</summary>
internal static class ShotsTable
{
    private const string Query = """
        WITH events AS (SELECT unnest(list_filter(events, lambda event: event.subEventName = 'Shot')) AS event FROM matches)
        SELECT event.matchId AS match, event.id AS event, (100 - event.positions[1].x) * 105 / 100.0::DOUBLE AS x, abs(event.positions[1].y - 50) * 68 / 100.0::DOUBLE AS y,
          len(list_filter(event.tags, lambda tag: tag.id = 101)) > 0 AS is_goal
        FROM events
        """;

    private const string Events = "STRUCT(subEventName VARCHAR, tags STRUCT(id BIGINT)[], positions STRUCT(x BIGINT, y BIGINT)[], matchId BIGINT, id BIGINT)[]";

    public static long Make(TableSource source)
    {
        // Each run has another query, or it would find what one before it made.
        File.WriteAllText(Path.Combine(source.Root, "shots.sql"), $"SELECT *, {Random.Shared.Next()} AS run FROM ({Query})");
        var workspace = Workspace.Open(source.Root);
        new Locks.DataLock([new() { Name = "matches", Profile = "public", Source = "matches", Content = source.Content, Size = 0, Files = 0, Taken = DateTime.UnixEpoch, From = "matches" }]).Save(workspace.DataLockPath);
        var session = new BuildSession(workspace, new ReachedCodes(AppContext.BaseDirectory, Path.Combine(workspace.Folder.Root, "fingerprints")));
        var report = session.BuildAsync(session.Plan(new ModelProject("shots", new Shots()), new BuildProfile("public"))).GetAwaiter().GetResult();
        return report.Failed ? throw report.Outcomes[0].Error! : 1;
    }

    public static string Alone(string folder) => Query.Replace("FROM matches", $"FROM read_json({Sql.Literal($"{folder}/**/*.json")}, columns = {{events: {Sql.Literal(Events)}}}, format = 'unstructured', maximum_object_size = 100000000)", StringComparison.Ordinal);

    private sealed class Shots : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [
            new SqlStage
            {
                Query = Artifact.Workspace<SqlText>("shots.sql"),
                // What tells rows apart lets the query run on all threads, as DuckDB alone does.
                TotalOrder = ["match", "event"],
                Limits = new() { Jobs = Environment.ProcessorCount },
                Inputs = [SqlInput.Of("matches", Artifact.Snapshot<Files>("matches"), new JsonFormat { Columns = [new("events", Events)] })],
            },
        ];
    }
}
