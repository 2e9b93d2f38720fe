using System.Diagnostics;

namespace Levain.Launching;

/// <summary>The `dotnet` command, run in the root.</summary>
internal sealed class DotNet(string path, string root)
{
    public string Path => path;

    public void WantSdk()
    {
        var wanted = File.ReadLines(System.IO.Path.Combine(root, "global.json")).First(line => line.Contains("\"version\"", StringComparison.Ordinal)).Split('"')[3];
        var start = Start(["--version"]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var version = process.StandardOutput.ReadToEnd().Trim();
        errors.Wait();
        if (version != wanted)
            throw new StopException($"this build needs the .NET SDK {wanted} exactly: install it from the .NET download page (other versions may stay beside it) and run again");
    }

    /// <summary>Runs MSBuild. It writes its own log, so that nothing waits for a compiler server that has inherited a pipe.</summary>
    public bool Compile(string project, string log, params IEnumerable<string> arguments)
    {
        var file = System.IO.Path.Combine(root, log);
        File.Delete(file);
        // Below the root, since a semicolon in the path of the root would end the name.
        var logging = $"-fileLoggerParameters:LogFile={log};Verbosity=minimal;Encoding=UTF-8";
        using var process = Process.Start(Start(["msbuild", project, "-nologo", "-noConsoleLogger", logging, "-nodeReuse:false", .. arguments]))!;
        process.WaitForExit();
        if (!File.Exists(file)) File.WriteAllText(file, $"MSBuild ended with {process.ExitCode}\n");
        return process.ExitCode == 0;
    }

    private ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = root };
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        return start;
    }
}
