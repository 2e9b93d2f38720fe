using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Levain.Tests.Remotes;

/// <summary>A server that sends everybody to another one.</summary>
internal sealed class Redirecting : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public Redirecting(Uri target)
    {
        listener.Start();
        _ = ServeAsync(target);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/cache/");

    public ConcurrentQueue<string> Heads { get; } = new();

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync(Uri target)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                var head = new StringBuilder();
                while (await reader.ReadLineAsync() is { Length: > 0 } line) head.AppendLine(line);
                Heads.Enqueue(head.ToString());
                var path = head.ToString().Split(' ')[1]["/cache/".Length..];
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {target}{path}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
