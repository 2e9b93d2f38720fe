using System.Globalization;
using System.Text;

namespace Levain.Registry.Tracking;

/// <summary>A run as files: <c>meta.yaml</c>, and a file for every parameter, metric, tag and input.</summary>
/// <param name="home">Where the run is to stand in the end.</param>
internal sealed class RunFiles(TrackedRun run, string experiment, string home)
{
    private const int LocalSource = 4;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Writes all but the artifacts; <c>meta.yaml</c> last, since by it MLflow knows a run.</summary>
    public void WriteInto(string folder, Workspace space)
    {
        foreach (var name in new[] { "params", "metrics", "tags" }) Directory.CreateDirectory(Path.Combine(folder, name));
        Entries(folder, "params", run.Parameters, space);
        Entries(folder, "tags", MlflowTags.Of(run, run.Parent), space);
        var metrics = run.Metrics.Where(metric => metric.Points.Count > 0).ToList();
        var names = MlflowNames.Of(metrics.Select(metric => metric.Name));
        foreach (var metric in metrics) space.Write(Inside(folder, "metrics", names[metric.Name]), Encoding.ASCII.GetBytes(string.Concat(metric.Points.Select(Line))));
        foreach (var data in run.Datasets.Select(MlflowDataset.Of)) space.Write(Path.Combine(folder, "inputs", data.InputId(run.Id), "meta.yaml"), Input(data));
        space.Write(Path.Combine(folder, "meta.yaml"), Meta());
    }

    public void WriteArtifacts(string folder, Workspace space, List<string> notices)
    {
        Directory.CreateDirectory(folder);
        var names = MlflowNames.Of(run.Artifacts.Select(artifact => artifact.Name));
        foreach (var artifact in run.Artifacts)
        {
            var target = Path.Combine(folder, names[artifact.Name]);
            if (File.Exists(artifact.Path)) space.Copy(artifact.Path, target);
            else if (Directory.Exists(artifact.Path))
                foreach (var file in Directory.EnumerateFiles(artifact.Path, "*", Everything).Order(StringComparer.Ordinal)) space.Copy(file, Path.Combine(target, Path.GetRelativePath(artifact.Path, file)));
            else notices.Add($"artifact `{artifact.Name}` of run `{run.Name}` is not there any more, and was not kept");
        }
    }

    /// <summary>The description of a dataset, which runs of an experiment share.</summary>
    public static byte[] Meta(MlflowDataset data) => new FlatYaml()
        .Add("digest", data.Digest)
        .Add("name", data.Name)
        .Add("profile", data.Profile)
        .Add("schema", (string?)null)
        .Add("source", data.Source)
        .Add("source_type", data.SourceType)
        .ToBytes();

    // In the order of names, as MLflow sorts them; `run_uuid` and the empty ones are what older versions ask for.
    private byte[] Meta() => new FlatYaml()
        .Add("artifact_uri", MlflowFolder.AddressOf(Path.Combine(home, "artifacts")))
        .Add("deleted_time", (long?)null)
        .Add("end_time", run.End is { } end ? MlflowFolder.Millis(end) : null)
        .Add("entry_point_name", "")
        .Add("experiment_id", experiment)
        .Add("lifecycle_stage", "active")
        .Add("run_id", run.Id)
        .Add("run_name", MlflowTags.NameOf(run))
        .Add("run_uuid", run.Id)
        .Add("source_name", "")
        .Add("source_type", LocalSource)
        .Add("source_version", "")
        .Add("start_time", MlflowFolder.Millis(run.Start))
        .Add("status", (long)run.Status)
        .AddEmptyList("tags")
        .Add("user_id", run.User)
        .ToBytes();

    private byte[] Input(MlflowDataset data) => new FlatYaml()
        .Add("destination_id", run.Id)
        .Add("destination_type", "RUN")
        .Add("source_id", data.Id)
        .Add("source_type", "DATASET")
        .AddMap("tags", data.Context is { } context ? [new(MlflowDataset.ContextTag, context)] : [])
        .ToBytes();

    private static void Entries(string folder, string kind, IReadOnlyList<RunEntry> entries, Workspace space)
    {
        var names = MlflowNames.Of(entries.Select(entry => entry.Name));
        foreach (var entry in entries) space.Write(Inside(folder, kind, names[entry.Name]), Encoding.UTF8.GetBytes(entry.Value));
    }

    private static string Inside(string folder, string kind, string name) => Path.Combine(folder, kind, name.Replace('/', Path.DirectorySeparatorChar));

    // Python reads what .NET writes, but for what is no number.
    private static string Line(MetricPoint point) => string.Create(CultureInfo.InvariantCulture, $"{MlflowFolder.Millis(point.At)} {Value(point.Value)} {point.Step}\n");

    private static string Value(double value) =>
        double.IsNaN(value) ? "nan" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
