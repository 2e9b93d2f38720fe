using System.Diagnostics;

namespace Levain.Launching;

/// <summary>Compiles the present host ahead of time and switches that in, for the next run. Never two at once.</summary>
internal sealed class Ahead(string root, Hosts hosts, DotNet dotnet)
{
    public static readonly string[] Modes = ["now", "background", "off"];

    public static string Mode => Environment.GetEnvironmentVariable("LEVAIN_READYTORUN") is { Length: > 0 } mode ? mode : "background";

    // What went wrong is in ahead.log, and is not tried again for the same sources unless someone waits for it.
    private string Failed => hosts.In("ahead.failed");

    public void MayTryAgain() => File.Delete(Failed);

    public void StartInBackground()
    {
        if (Mode != "background" || File.Exists(Failed) || !hosts.JustInTime.Any()) return;
        var start = new ProcessStartInfo(dotnet.Path, [typeof(Ahead).Assembly.Location, dotnet.Path, root])
        {
            CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["LEVAIN_AHEAD"] = "1";
        using var process = Process.Start(start)!;
    }

    public void RunNow()
    {
        dotnet.WantSdk();
        Console.Error.WriteLine("compiling the host ahead of time…");
        if (!Run(wait: true)) Console.Error.WriteLine("it could not be compiled ahead of time (see .levain/hosts/ahead.log), and runs without");
    }

    public bool Run(bool wait)
    {
        using var running = FileLock.Take(root, "ahead", wait ? "another build is compiling ahead of time: waiting for it…" : null);
        if (running is null || (!wait && File.Exists(Failed))) return true;
        if (!wait) Process.GetCurrentProcess().PriorityClass = ProcessPriorityClass.Idle;

        // Again when the host has changed meanwhile, but not for ever: the next run starts another.
        for (var round = 0; round < 3 && Waiting().Count > 0; round++)
        {
            if (!Compile(Waiting()))
            {
                File.WriteAllText(Failed, "");
                return false;
            }

            Switch();
        }

        // Its folders may have been there before.
        Switch();
        return true;
    }

    /// <summary>The units of the present host that have no folder ahead of time yet.</summary>
    private List<string> Waiting() => [.. hosts.JustInTime.Where(id => !Directory.Exists(hosts.In(id + ".r2r")))];

    private bool Compile(List<string> units)
    {
        File.WriteAllLines(Path.Combine(root, ".levain", "build", "ahead"), units);
        var temporary = hosts.In("ahead.tmp");
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        string[] arguments = ["-restore", "-t:Ahead", "-p:LevainCompileFolder=.levain/build"];
        if (!dotnet.Compile("build/compile/ReadyToRun.csproj", ".levain/hosts/ahead.log", arguments)) return false;
        foreach (var unit in units)
            Renames.Folder(Path.Combine(temporary, unit), hosts.In(unit + ".r2r"));
        return true;
    }

    // A build may have switched meanwhile, so each line is looked at as it is now.
    private void Switch()
    {
        using var compiling = FileLock.Take(root, "compile", "another build is compiling the host: waiting for it…");
        var next = hosts.Current;
        foreach (var id in hosts.JustInTime.Where(id => Directory.Exists(hosts.In(id + ".r2r"))).ToList())
            next = next.Replace(id + ".jit", id + ".r2r", StringComparison.Ordinal);
        if (next != hosts.Current) Renames.Text(hosts.In("current"), next);
    }
}
