using System.Globalization;

namespace Levain.Registry.Tracking;

/// <summary>The experiments of an <c>mlruns/</c> folder: a folder each, named by a number.</summary>
/// <param name="space">Null for who only reads.</param>
internal sealed class ExperimentFolders(string root, Workspace? space, TimeProvider clock)
{
    private const string Default = "Default", DefaultId = "0", Trash = ".trash";
    private const int LongestName = 500;

    /// <summary>The number of the experiment that has the name; a new one gets a number that follows from its name, the same on every machine.</summary>
    public string IdOf(string experiment)
    {
        var name = NameOf(experiment);
        Prepare();
        for (var round = 0; ; round++)
        {
            var id = name == Default ? DefaultId : NumberOf(name, round);
            if (NameIn(Path.Combine(root, Trash, id)) == name)
                throw new BuildException($"experiment `{name}` was deleted in MLflow", $"restore it with `mlflow experiments restore --experiment-id {id}`, or remove it with `mlflow gc`");
            if (NameIn(Path.Combine(root, id)) is { } there)
            {
                if (there == name) return id;
                continue; // Somebody renamed it: the name is free again, and its number is not.
            }

            if (FindByName(name) is { } found) return found;
            Create(id, name);
            return id;
        }
    }

    /// <summary>The folder of the experiment that has the name; null when there is none.</summary>
    public string? Find(string experiment)
    {
        if (!Directory.Exists(root)) return null;
        var name = NameOf(experiment);
        var own = Path.Combine(root, NumberOf(name, 0));
        return NameIn(own) == name ? own : FindByName(name) is { } id ? Path.Combine(root, id) : null;
    }

    private static string NameOf(string experiment)
    {
        if (string.IsNullOrWhiteSpace(experiment)) throw new BuildException("a run has no experiment", "name one, such as the pipeline");
        return MlflowNames.Cut(experiment, LongestName);
    }

    // MLflow makes these when it finds no folder, and misses them in one that it did not make.
    private void Prepare()
    {
        Directory.CreateDirectory(Path.Combine(root, Trash));
        Directory.CreateDirectory(Path.Combine(root, "models"));
        if (!File.Exists(MetaOf(Path.Combine(root, DefaultId)))) Create(DefaultId, Default);
    }

    private void Create(string id, string name)
    {
        var now = MlflowFolder.Millis(clock.GetUtcNow());
        var meta = new FlatYaml()
            .Add("artifact_location", MlflowFolder.AddressOf(Path.Combine(root, id)))
            .Add("creation_time", now)
            .Add("experiment_id", id)
            .Add("last_update_time", now)
            .Add("lifecycle_stage", "active")
            .Add("name", name);
        space!.Write(MetaOf(Path.Combine(root, id)), meta.ToBytes());
    }

    // One that MLflow made has a number by chance.
    private string? FindByName(string name) => Directory.EnumerateDirectories(root)
        .Where(folder => !folder.EndsWith(Trash, StringComparison.Ordinal) && Path.GetFileName(folder) != "models")
        .Order(StringComparer.Ordinal).Where(folder => NameIn(folder) == name).Select(Path.GetFileName).FirstOrDefault();

    private static string? NameIn(string folder) => File.Exists(MetaOf(folder)) ? FlatYaml.Read(File.ReadAllText(MetaOf(folder))).GetValueOrDefault("name") : null;

    private static string MetaOf(string folder) => Path.Combine(folder, "meta.yaml");

    // 18 digits, the first of them no zero, as MLflow's own.
    private static string NumberOf(string name, int round)
    {
        var leading = Digest.Of(round == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}\n{round}")).Leading;
        return (100_000_000_000_000_000UL + (leading % 900_000_000_000_000_000UL)).ToString(CultureInfo.InvariantCulture);
    }
}
