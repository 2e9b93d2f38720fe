using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Levain.Host.Tests;

/// <summary>Tests that share one workspace, and so run one after the other.</summary>
[CollectionDefinition(nameof(BuiltWorkspace))]
public sealed class SharesBuiltWorkspace : ICollectionFixture<BuiltWorkspace>;

/// <summary>A copy of this repository in a temporary folder with test models of its own, compiled once by the real launcher.</summary>
public sealed partial class BuiltWorkspace : IDisposable
{
    private const string Plain = """<Project Sdk="Microsoft.NET.Sdk" />""";

    // The analyzer would refuse what these models do on purpose.
    private const string Unanalyzed = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><RunAnalyzers>false</RunAnalyzers></PropertyGroup></Project>""";

    private static readonly string Repository = FindRepository();
    private readonly string temporary = Directory.CreateTempSubdirectory("levain-host-").FullName;
    private readonly TcpListener neighbour = new(IPAddress.Loopback, 0);

    public BuiltWorkspace()
    {
        neighbour.Start();
        Root = Path.Combine(temporary, "work ‹ωψ›");
        CopySources();
        AddModels();
        AddCases();
        FirstRun = Run("--version");
    }

    public string Root { get; }

    /// <summary>The run that compiled everything.</summary>
    public HostRun FirstRun { get; }

    public string PathOf(string path) => Path.Combine(Root, path);

    public string Read(string path) => File.ReadAllText(PathOf(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Writes a file until the result is disposed, and then puts back what was there.</summary>
    public IDisposable With(string path, string text)
    {
        var before = File.Exists(PathOf(path)) ? Read(path) : null;
        Write(path, text);
        return new Undo(() =>
        {
            if (before is null) File.Delete(PathOf(path));
            else Write(path, before);
        });
    }

    /// <summary>Removes a folder of the workspace when the result is disposed.</summary>
    public IDisposable Removed(string folder) => new Undo(() => Directory.Delete(PathOf(folder), recursive: true));

    public HostRun Run(params string[] arguments) => RunWith([], arguments);

    /// <summary>Runs with further environment variables; null takes one away.</summary>
    public HostRun RunWith((string Name, string? Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(PathOf("build.sh"), arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // A build server's switches are not those of the people who read this.
        foreach (var name in (string[])["CI", "NO_COLOR", "DOTNET_ROOT", "TZ", "GLIBC_TUNABLES"]) start.Environment.Remove(name);
        start.Environment["LEVAIN_READYTORUN"] = "off";
        start.Environment["PURITY_TEST"] = "as the shell has it";
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new HostRun(process.ExitCode, Scrubbed(output), Scrubbed(errors.Result));
    }

    /// <summary>A folder with links to every command of the PATH but one, to stand for the PATH.</summary>
    public string ToolsWithout(string missing)
    {
        var folder = Directory.CreateDirectory(Path.Combine(temporary, $"tools-without-{missing}")).FullName;
        foreach (var tool in "bash env find xargs sha256sum sort awk cut sed grep cat cp mv rm mkdir ls tr tail head wc readlink flock dirname nice uname dotnet".Split(' ').Where(tool => tool != missing))
            if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(place => Path.Combine(place, tool)).FirstOrDefault(File.Exists) is { } found && !File.Exists(Path.Combine(folder, tool)))
                File.CreateSymbolicLink(Path.Combine(folder, tool), found);
        return folder;
    }

    public void Dispose()
    {
        neighbour.Dispose();
        Directory.Delete(temporary, recursive: true);
    }

    // Columns keep their widths: a digit becomes a digit.
    private string Scrubbed(string text)
    {
        text = text.Replace(Root, "‹workspace›", StringComparison.Ordinal).Replace(temporary, "‹temporary›", StringComparison.Ordinal);
        text = Seconds().Replace(text, match => Digit().Replace(match.Value, "0"));
        return ProcessFolder().Replace(text, "‹run›");
    }

    private void CopySources()
    {
        foreach (var file in (string[])["build.sh", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "models/Directory.Build.props"])
            Copy(Path.Combine(Repository, file));
        // Nothing of the repository's own data: what is pinned there has its lists elsewhere.
        Write("data.lock.json", "{\n  \"schema\": \"levain.data-lock/2\",\n  \"snapshots\": []\n}\n");
        foreach (var folder in (string[])["build", "src"])
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository, folder), "*", SearchOption.AllDirectories))
                if (!file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal)) Copy(file);
    }

    private void Copy(string file)
    {
        var target = PathOf(Path.GetRelativePath(Repository, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    private void AddModels()
    {
        var packages = File.ReadAllText(Path.Combine(Repository, "models", "xgoals", "packages.lock.json"));
        foreach (var (name, project) in (IEnumerable<(string, string)>)[("Tea", Plain), ("Judged", Plain), ("Pure", Plain), ("Impure", Unanalyzed), ("Cases", Unanalyzed), ("Reaching", Unanalyzed), ("Banned", Plain), ("Broken", Plain), ("NoPipeline", Plain), ("TwoPipelines", Plain), ("Unmade", Plain)])
        {
            var folder = $"models/{name.ToLowerInvariant()}";
            Write($"{folder}/{name}.csproj", project + "\n");
            Write($"{folder}/packages.lock.json", packages);
            var source = File.ReadAllText(Path.Combine(Repository, "tests", "Build.Tests", "Models", $"{name}.txt"));
            Write($"{folder}/{name}.cs", source.Replace("‹root›", Root, StringComparison.Ordinal).Replace("‹port›", $"{((IPEndPoint)neighbour.LocalEndpoint).Port}", StringComparison.Ordinal));
        }

        Write("models/impure/notes.txt", "noted");
        Write("models/pure/notes ‹ωψ›.txt", "half and ");
    }

    // What the stages of `cases` read: names, links and things that are no files.
    private void AddCases()
    {
        var folder = PathOf("models/cases");
        var outside = Directory.CreateDirectory(Path.Combine(temporary, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "secret.txt"), "secret");
        Write("models/cases/words.txt", "words");
        Write("models/cases/‹ωψ› プロジェクト 🎈.txt", "");
        Write("models/cases/two\nlines.txt", "two\nlines");
        Write("models/cases/nothing.txt", "");
        foreach (var tree in (string[])["tree-out", "tree-loop", "empty tree"]) Directory.CreateDirectory(Path.Combine(folder, tree));
        Link("out.txt", Path.Combine(outside, "secret.txt"));
        Link("outside", outside);
        Link("tree-out/secret.txt", Path.Combine(outside, "secret.txt"));
        Link("tree-loop/again", "again");
        Link("loop", "loop2");
        Link("loop2", "loop");
        using var fifo = Process.Start("mkfifo", [Path.Combine(folder, "pipe")]);
        fifo.WaitForExit();

        void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(folder, name), target);
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Build.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not lie inside the repository");
        return folder;
    }

    [GeneratedRegex(@"\d+\.\d+ s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\d")]
    private static partial Regex Digit();

    [GeneratedRegex(@"\d+\.\d+-\d+[-.\w]*")]
    private static partial Regex ProcessFolder();

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
