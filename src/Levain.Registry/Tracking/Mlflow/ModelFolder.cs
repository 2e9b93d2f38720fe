using System.Globalization;
using System.Text;
using Levain.Store;

namespace Levain.Registry.Tracking;

/// <summary>MLflow's registry of models in a folder: <c>models/NAME/version-N/meta.yaml</c>, tags and aliases beside it.</summary>
internal sealed class ModelFolder(string root, Workspace space)
{
    /// <param name="run">The folder of the run that made it, where there is one.</param>
    public void Write(TrackedVersion version, string? run)
    {
        var name = MlflowNames.Model(version.Model);
        var model = Path.Combine(root, "models", name);
        var folder = Path.Combine(model, string.Create(CultureInfo.InvariantCulture, $"version-{version.Number}"));
        Tags(folder, [.. version.Tags, new(MlflowTags.Version, version.Number.ToString(CultureInfo.InvariantCulture)), new(MlflowTags.Digest, version.Digest.ToString())]);
        var meta = Path.Combine(folder, "meta.yaml");
        // Stages are set by people in MLflow only, and so is deleting.
        var stage = File.Exists(meta) ? FlatYaml.Read(File.ReadAllText(meta)).GetValueOrDefault("current_stage") : null;
        space.Write(meta, Meta(name, version, run, stage ?? "None"));
        if (!File.Exists(Path.Combine(model, "meta.yaml"))) space.Write(Path.Combine(model, "meta.yaml"), Meta(name, version));
        var aliases = Path.Combine(model, "aliases");
        foreach (var alias in version.Aliases) space.Write(Path.Combine(aliases, MlflowNames.Alias(alias)), Encoding.ASCII.GetBytes(version.Number.ToString(CultureInfo.InvariantCulture)));
        foreach (var alias in version.FormerAliases.Select(MlflowNames.Alias)) TakeAway(Path.Combine(aliases, alias), version.Number);
    }

    private static byte[] Meta(string name, TrackedVersion first)
    {
        var at = MlflowFolder.Millis(first.At);
        return new FlatYaml().AddMap("aliases", []).Add("creation_timestamp", at).Add("description", "").Add("last_updated_timestamp", at).Add("name", name).ToBytes();
    }

    private static byte[] Meta(string name, TrackedVersion version, string? run, string stage)
    {
        var at = MlflowFolder.Millis(version.At);
        var source = run is null ? $"levain://{version.Digest.ToString().Replace(':', '/')}" : MlflowFolder.AddressOf(Path.Combine(run, "artifacts", MlflowNames.Cleaned(version.Artifact)));
        return new FlatYaml()
            .AddEmptyList("aliases")
            .Add("creation_timestamp", at)
            .Add("current_stage", stage)
            .Add("description", version.Description)
            .Add("last_updated_timestamp", at)
            .Add("name", name)
            .Add("run_id", run is null ? "" : version.Run)
            .Add("run_link", "")
            .Add("source", source)
            .Add("status", "READY")
            .Add("status_message", (string?)null)
            .Add("storage_location", source)
            .Add("user_id", version.By)
            // A number, as MLflow's own: that is how it compares them.
            .Add("version", version.Number)
            .ToBytes();
    }

    private void Tags(string folder, IReadOnlyList<RunEntry> tags)
    {
        Directory.CreateDirectory(folder);
        var names = MlflowNames.Of(tags.Select(tag => tag.Name));
        foreach (var tag in tags) space.Write(Path.Combine(folder, "tags", names[tag.Name]), Encoding.UTF8.GetBytes(tag.Value));
    }

    // Only where it still points to this one: another version may have it by now.
    private static void TakeAway(string path, int number)
    {
        if (File.Exists(path) && File.ReadAllText(path).Trim() == number.ToString(CultureInfo.InvariantCulture)) AtomicFile.TryDelete(path);
    }
}
