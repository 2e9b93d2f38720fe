namespace Levain.Host;

/// <summary>What <c>build.sh</c> says this host is made of: the folder of all hosts, and the assemblies of the models.</summary>
internal sealed record HostFolders
{
    private const string Variable = "LEVAIN_HOST";

    public required string Root { get; init; }

    /// <summary>The folder of this host's own assemblies.</summary>
    public required string Host { get; init; }

    /// <summary>By model: the path of its assembly.</summary>
    public required IReadOnlyDictionary<string, string> Models { get; init; }

    /// <summary>By model that did not compile: the path of the compiler's log.</summary>
    public required IReadOnlyDictionary<string, string> Broken { get; init; }

    /// <summary>Keeps the folders from being cleaned away while this process may still load from them: a shared lock that ends with it.</summary>
    public IReadOnlyList<FileStream> Lease() =>
    [
        .. Models.Values.Select(path => Path.GetDirectoryName(path)!).Append(Host)
            .Select(folder => Path.Combine(folder, "in-use")).Where(File.Exists)
            .Select(path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)),
    ];

    public static HostFolders Read()
    {
        var lines = (Environment.GetEnvironmentVariable(Variable) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) throw new UsageException("the host was started without `build.sh` or `build.ps1`, which tell it where the models are", "run `./build.sh`");

        var hosts = lines[0];
        var parts = lines.Skip(1).Select(line => line.Split('\t')).ToList();
        return new HostFolders
        {
            // <root>/.levain/hosts
            Root = Path.GetDirectoryName(Path.GetDirectoryName(hosts))!,
            Host = AppContext.BaseDirectory,
            Models = parts.Where(words => words[0] == "model").ToDictionary(words => words[1], words => Path.Combine(hosts, words[2]), StringComparer.Ordinal),
            Broken = parts.Where(words => words[0] == "broken").ToDictionary(words => words[1], words => Path.Combine(hosts, words[2]), StringComparer.Ordinal),
        };
    }
}
