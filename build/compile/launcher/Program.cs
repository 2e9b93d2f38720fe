using System.Diagnostics;
using System.Runtime.InteropServices;
using Levain.Launching;

// Launcher <dotnet> <root> <argument>…: starts the host, after compiling what changed.
// Launcher <dotnet> <root> alone with LEVAIN_AHEAD set: compiles the present host ahead of time, for the next run.
var (dotnet, root) = (new DotNet(args[0], args[1]), args[1]);
var hosts = new Hosts(root);
var ahead = new Ahead(root, hosts, dotnet);
try
{
    if (Environment.GetEnvironmentVariable("LEVAIN_AHEAD") is not null) return ahead.Run(wait: false) ? 0 : 1;

    new Compilation(root, hosts, dotnet, ahead).Run();
    ahead.StartInBackground();
}
catch (Exception exception) when (exception is StopException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

// The terminal gives an interruption to the host as well, which decides what it means.
using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
var start = new ProcessStartInfo(dotnet.Path, [hosts.HostAssembly, .. args[2..]]);
start.Environment["LEVAIN_HOST"] = hosts.Folder + "\n" + hosts.Current;
using var host = Process.Start(start)!;
host.WaitForExit();
return host.ExitCode;
