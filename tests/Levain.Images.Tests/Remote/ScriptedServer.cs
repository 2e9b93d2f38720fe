using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Levain.Images.Tests;

/// <summary>A server in this process that answers each request as the test says, one connection for each; some clients open more than they need.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> clients = [];
    private readonly Task served;

    public ScriptedServer()
    {
        listener.Start();
        Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        // Outside of the context of the test, which its end blocks.
        served = Task.Run(ServeAsync);
    }

    public string Host { get; }

    public Func<Request, Reply> Answer { get; set; } = _ => new(404, "");

    public ConcurrentQueue<Request> Requests { get; } = new();

    public void Dispose()
    {
        listener.Stop();
        foreach (var client in clients) client.Dispose();
        served.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                clients.Add(client);
                talks.Add(TalkAsync(client));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            await using var stream = client.GetStream();
            await TalkAsync(stream);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side has had enough, or the test is over.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var first = (await reader.ReadLineAsync() ?? "").Split(' ');
        if (first.Length < 2) return;
        string? authorization = null;
        var length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Authorization: ", StringComparison.OrdinalIgnoreCase)) authorization = line[15..];
            if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture);
        }

        if (length > 0) await reader.ReadBlockAsync(new char[length]);
        var request = new Request(first[0], first[1], authorization);
        Requests.Enqueue(request);
        var reply = Answer(request);
        var body = Encoding.UTF8.GetBytes(reply.Body);
        var header = reply.Header is null ? "" : reply.Header + "\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} X\r\n{header}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n")));
        await stream.WriteAsync(body);
    }

    internal sealed record Request(string Method, string Path, string? Authorization);

    /// <param name="Header">One line more, such as <c>Location: /there</c>.</param>
    internal sealed record Reply(int Status, string Body, string? Header = null);
}
