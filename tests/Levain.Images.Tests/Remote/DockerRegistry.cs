using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Levain.Images.Tests;

/// <summary>A real registry on this machine, for one test.</summary>
internal sealed class DockerRegistry : IDisposable
{
    private readonly TempFolder folder;
    private readonly Process process;

    private DockerRegistry(Process process, int port, TempFolder folder) => (this.process, Host, this.folder) = (process, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), folder);

    public string Host { get; }

    /// <summary>Skips the test where there is no registry to start.</summary>
    public static async Task<DockerRegistry> StartAsync(string? user = null, string? password = null)
    {
        Assert.SkipUnless(Tool.IsThere("docker-registry"), "`docker-registry` is not installed: apt-get install docker-registry");
        Assert.SkipUnless(user is null || Tool.IsThere("htpasswd"), "`htpasswd` is not installed: apt-get install apache2-utils");
        var folder = new TempFolder();
        var port = FreePort();
        var auth = "";
        if (user is not null)
        {
            File.WriteAllText(folder.At("htpasswd"), Tool.Run("htpasswd", "-Bbn", user, password!));
            auth = $"auth: {{htpasswd: {{realm: local, path: {folder.At("htpasswd")}}}}}\n";
        }

        File.WriteAllText(folder.At("config.yml"), string.Create(CultureInfo.InvariantCulture,
            $"version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\nstorage:\n  filesystem: {{rootdirectory: {folder.At("data")}}}\n  delete: {{enabled: true}}\nhttp: {{addr: 127.0.0.1:{port}}}\n{auth}"));
        var process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", folder.At("config.yml")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var registry = new DockerRegistry(process, port, folder);
        await registry.ReadyAsync(port);
        return registry;
    }

    public RegistryClient Client(RegistryCredentials? credentials = null, RegistryOptions? options = null) => new(Host, credentials, options);

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    // A connection that is refused comes back at once, so there is something to wait for: the process or the port.
    private async Task ReadyAsync(int port)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await pause.WaitForNextTickAsync(limit.Token))
        {
            if (process.HasExited) throw new InvalidOperationException("docker-registry ended at once");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
