using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Levain.Remotes;

namespace Levain.Tests.Remotes;

/// <summary>A real nginx with WebDAV and basic authentication on a free loopback port, until it is disposed of.</summary>
internal sealed class NginxServer : IDisposable
{
    public const string User = "builder", Password = "s3cret-of-nginx";

    private readonly string folder = Directory.CreateTempSubdirectory("levain-nginx-").FullName;
    private readonly Process process;

    private NginxServer(string program)
    {
        var port = FreePort();
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(folder, "passwords"), $"{User}:{{PLAIN}}{Password}\n");
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { }
            http {
              access_log {{folder}}/access.log;
              client_body_temp_path {{folder}}/bodies;
              proxy_temp_path {{folder}}/t1; fastcgi_temp_path {{folder}}/t2; uwsgi_temp_path {{folder}}/t3; scgi_temp_path {{folder}}/t4;
              server {
                listen 127.0.0.1:{{port}};
                root {{Data}};
                client_max_body_size 0;
                location / {
                  auth_basic "cache"; auth_basic_user_file {{folder}}/passwords;
                  dav_methods PUT DELETE; create_full_put_path on;
                }
              }
            }
            """);
        process = Process.Start(new ProcessStartInfo(program, ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "error.log")]) { RedirectStandardError = true })!;
        Address = new Uri($"http://127.0.0.1:{port}/levain/");
        while (!Answers(port))
            if (process.WaitForExit(10)) throw new InvalidOperationException($"nginx ended: {process.StandardError.ReadToEnd()}");
    }

    public Uri Address { get; }

    public string Data => Path.Combine(folder, "data");

    public RemoteLocation Location => RemoteLocation.Parse(Address.ToString(), inCi: false, "/");

    /// <summary>What the server wrote down of every request.</summary>
    public string AccessLog => File.ReadAllText(Path.Combine(folder, "access.log"));

    /// <summary>A running server; the test is skipped where there is no nginx.</summary>
    public static NginxServer Start()
    {
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin");
        if (places.Select(place => Path.Combine(place, "nginx")).FirstOrDefault(File.Exists) is not { } program)
        {
            Assert.Skip("nginx is not installed: `apt-get install nginx-light`");
            throw new InvalidOperationException();
        }

        return new NginxServer(program);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
