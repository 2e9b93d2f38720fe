using System.Diagnostics;
using System.Text;

namespace Levain.Build.Tests;

/// <summary>The real launcher and compile step over tiny sources, compiled once, in a folder whose name has spaces and several scripts.</summary>
public sealed class LauncherWorkspace : IDisposable
{
    private static readonly string Repository = FindRepository();
    private readonly string temporary = Directory.CreateTempSubdirectory("levain-launcher-").FullName;
    private int edits;

    public LauncherWorkspace()
    {
        Root = Create("work ‹ωψ› プロジェクト");
        WriteShim();
        FirstRun = Run(["--target", "Train", "two words", ""]);
    }

    public string Root { get; }

    public LauncherRun FirstRun { get; }

    public string Hosts => Path.Combine(Root, ".levain", "hosts");

    public string Current => File.ReadAllText(Path.Combine(Hosts, "current"));

    public string Manifest => File.ReadAllText(Path.Combine(Hosts, "manifest"));

    public string Outside => temporary;

    /// <summary>A bash script that stands behind every `dotnet` that gets a project to compile; removed when it has run once.</summary>
    public string BeforeCompileFinishes => Path.Combine(temporary, "hook");

    /// <summary>Another workspace with the same sources, never compiled.</summary>
    public string Create(string name)
    {
        var root = Path.Combine(temporary, name);
        Directory.CreateDirectory(root);
        foreach (var file in (string[])["build.sh", "build.ps1", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "models/Directory.Build.props"])
            CopyFile(file, root);
        foreach (var folder in (string[])["build/compile", "build/compile/launcher", "build/analysis"])
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository, folder)))
                CopyFile(Path.GetRelativePath(Repository, file), root);
        foreach (var (path, text) in TinySources.All)
            Write(root, path, text);
        return root;
    }

    public void Write(string path, string text) => Write(Root, path, text);

    public void Delete(string folder) => Directory.Delete(Path.Combine(Root, folder), recursive: true);

    /// <summary>Changes what the source prints, and returns the text that it prints from now on.</summary>
    public string Edit(string path)
    {
        var text = $"edit {++edits}";
        Write(path, TinySources.All[path].Replace("as written", text, StringComparison.Ordinal));
        return text;
    }

    public LauncherRun Run(params string[] arguments) => Start(arguments).Finish();

    public LauncherRun Start(string[] arguments, string? root = null, string? script = null, string? folder = null, params (string Name, string? Value)[] environment) =>
        StartCommand([script ?? Path.Combine(root ?? Root, "build.sh"), .. arguments], folder, environment);

    /// <summary>What build.ps1 does once it has compiled the launcher.</summary>
    public LauncherRun StartProgram(string[] arguments, string? root = null, params (string Name, string? Value)[] environment)
    {
        var dotnet = Path.Combine(Shim, "dotnet");
        return StartCommand([dotnet, Path.Combine(AppContext.BaseDirectory, "Launcher.dll"), dotnet, root ?? Root, .. arguments], environment: environment);
    }

    public LauncherRun StartCommand(string[] command, string? folder = null, params (string Name, string? Value)[] environment)
    {
        var log = Path.Combine(temporary, $"calls-{Guid.NewGuid():N}");
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder ?? temporary,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["PATH"] = Path.Combine(temporary, "shim") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["LEVAIN_READYTORUN"] = "off";
        start.Environment["LEVAIN_TEST_CALLS"] = log;
        start.Environment.Remove("DOTNET_ROOT");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new LauncherRun(Process.Start(start)!, log);
    }

    /// <summary>A folder with links to the commands that the launcher uses, for a PATH that lacks others.</summary>
    public string Tools(params string[] without)
    {
        var folder = Path.Combine(temporary, $"tools-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        foreach (var tool in "bash env find xargs sha256sum sort awk cut sed grep cat cp mv rm mkdir ls tr tail head wc sleep readlink flock dirname nice uname".Split(' ').Except(without))
            File.CreateSymbolicLink(Path.Combine(folder, tool), Locate(tool));
        return folder;
    }

    /// <summary>A `dotnet` that runs what is compiled but has no SDK of the wanted version.</summary>
    public string RuntimeOnly()
    {
        var folder = Tools();
        WriteScript(Path.Combine(folder, "dotnet"), $"""
            #!/bin/bash
            [[ $1 == *.dll ]] || exit 145
            exec '{Locate("dotnet")}' "$@"
            """);
        return folder;
    }

    public string Shim => Path.Combine(temporary, "shim");

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    private void WriteShim() => WriteScript(Path.Combine(Shim, "dotnet"), $"""
        #!/bin/bash
        echo "$*" >>"$LEVAIN_TEST_CALLS"
        if [[ $1 == msbuild && -f '{BeforeCompileFinishes}' ]]; then
          '{Locate("dotnet")}' "$@"
          code=$?
          . '{BeforeCompileFinishes}'
          rm '{BeforeCompileFinishes}'
          exit $code
        fi
        exec '{Locate("dotnet")}' "$@"
        """);

    public static void WriteScript(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    private static void Write(string root, string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static void CopyFile(string path, string root)
    {
        var target = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(Repository, path), target);
    }

    private static string Locate(string tool) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(folder => Path.Combine(folder, tool)).First(File.Exists);

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Build.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not lie inside the repository");
        return folder;
    }
}
