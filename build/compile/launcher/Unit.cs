namespace Levain.Launching;

/// <summary>What is compiled into a folder of its own, named by the digest of its sources: the host (build/ and src/) or one model.</summary>
/// <param name="Project">Its path below the root.</param>
internal sealed record Unit(string Kind, string Name, string Digest, string Project)
{
    public bool IsHost => Kind == "host";

    public string Id => $"{Name}-{Digest}";

    /// <summary>Where its project lies, below the root.</summary>
    public string Folder => Project[..Project.LastIndexOf('/')];

    public static IReadOnlyList<Unit> All(Contents contents)
    {
        var units = new List<Unit> { new("host", "host", contents.Digest("src/", "build/"), "build/Build.csproj") };
        var projects = contents.Files.Select(file => file.Path).Where(path => path.StartsWith("models/", StringComparison.Ordinal));
        foreach (var project in projects.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal) && path.Split('/').Length == 3))
        {
            var name = project.Split('/')[1];
            units.Add(new Unit("model", name, contents.Digest("src/", "build/analysis/", "models/Directory.", $"models/{name}/"), project));
        }

        return units;
    }

    /// <summary>Its line in `current` when <paramref name="folder"/> holds it compiled.</summary>
    public string Line(string folder) =>
        IsHost ? $"host\t{folder}\n" : $"model\t{Name}\t{folder}/{Path.GetFileNameWithoutExtension(Project)}.dll\n";
}
