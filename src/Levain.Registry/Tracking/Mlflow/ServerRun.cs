using System.Text.Json;

namespace Levain.Registry.Tracking;

/// <summary>A run as the server has it.</summary>
/// <param name="Metrics">The last point of each.</param>
internal sealed record ServerRun(string Id, string Artifacts, bool IsDeleted, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, (double Value, long At, long Step)> Metrics)
{
    public static ServerRun Of(MlflowAnswer answer, JsonElement run)
    {
        var info = run.TryGetProperty("info", out var found) ? found : default;
        var data = run.TryGetProperty("data", out found) ? found : default;
        var metrics = new Dictionary<string, (double, long, long)>(StringComparer.Ordinal);
        foreach (var metric in MlflowAnswer.List(data, "metrics"))
            metrics[MlflowAnswer.Text(metric, "key")] = (MlflowAnswer.Value(metric, "value"), MlflowAnswer.Number(metric, "timestamp"), MlflowAnswer.Number(metric, "step"));
        return new(
            answer.Need(info, "run_id"), MlflowAnswer.Text(info, "artifact_uri"), MlflowAnswer.Text(info, "lifecycle_stage") == "deleted",
            MlflowAnswer.Entries(data, "params"), MlflowAnswer.Entries(data, "tags"), metrics);
    }
}
