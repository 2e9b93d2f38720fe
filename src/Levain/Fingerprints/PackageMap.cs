using System.Text.Json;

namespace Levain.Fingerprints;

/// <summary>Which package an assembly file came from, as the <c>deps.json</c> files beside it say.</summary>
internal sealed class PackageMap
{
    private readonly Dictionary<string, string> packageOfFile = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SortedSet<string>> dependencies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> identities = new(StringComparer.OrdinalIgnoreCase);

    public static PackageMap Read(string folder)
    {
        var map = new PackageMap();
        foreach (var file in Files(folder)) map.Add(file);
        return map;
    }

    public static IReadOnlyList<string> Files(string folder)
    {
        var files = Directory.GetFiles(folder, "*.deps.json");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    public string? PackageOf(string assemblyName) => packageOfFile.GetValueOrDefault(assemblyName);

    /// <summary>The package and all that it depends on, by identity.</summary>
    public IEnumerable<(string Name, string Identity)> Closure(string package)
    {
        var seen = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var waiting = new Stack<string>([package]);
        while (waiting.TryPop(out var name))
        {
            if (!identities.ContainsKey(name) || !seen.Add(name)) continue;
            foreach (var next in dependencies.GetValueOrDefault(name) ?? []) waiting.Push(next);
        }

        return seen.Select(name => (name, identities[name]));
    }

    private void Add(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            if (json.RootElement.TryGetProperty("libraries", out var libraries)) AddIdentities(libraries);
            if (!json.RootElement.TryGetProperty("targets", out var targets)) return;
            foreach (var target in targets.EnumerateObject())
                foreach (var library in target.Value.EnumerateObject())
                    AddLibrary(library);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BuildException($"`{file}` is damaged: {e.Message}", "build the project again");
        }
    }

    private void AddIdentities(JsonElement libraries)
    {
        foreach (var library in libraries.EnumerateObject())
        {
            if (library.Value.TryGetProperty("type", out var type) && type.GetString() == "project") continue;
            var hash = library.Value.TryGetProperty("sha512", out var sha512) ? sha512.GetString() : null;
            identities[NameOf(library.Name)] = string.IsNullOrEmpty(hash) ? library.Name : $"{library.Name} {hash}";
        }
    }

    private void AddLibrary(JsonProperty library)
    {
        var name = NameOf(library.Name);
        if (library.Value.TryGetProperty("dependencies", out var needs))
            foreach (var need in needs.EnumerateObject())
                (dependencies.TryGetValue(name, out var set) ? set : dependencies[name] = new(StringComparer.Ordinal)).Add(need.Name);
        if (!identities.ContainsKey(name)) return;

        foreach (var group in (ReadOnlySpan<string>)["runtime", "runtimeTargets"])
            if (library.Value.TryGetProperty(group, out var files))
                foreach (var file in files.EnumerateObject())
                    packageOfFile[Path.GetFileNameWithoutExtension(file.Name)] = name;
    }

    private static string NameOf(string library) => library.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? library[..slash] : library;
}
