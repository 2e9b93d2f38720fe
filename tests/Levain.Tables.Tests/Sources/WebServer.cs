using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Levain.Tables.Tests.Sources;

/// <summary>What a server does wrong.</summary>
public enum Misdeed
{
    None,

    /// <summary>Takes the request and never answers.</summary>
    Stall,

    /// <summary>Sends a part and then nothing, with the connection open.</summary>
    StallMidway,

    /// <summary>Promises all and closes after a part.</summary>
    Break,

    /// <summary>Promises twice as much as it has.</summary>
    PromisesMore,

    /// <summary>Promises half of what it sends.</summary>
    PromisesLess,

    /// <summary>Sends without length until it closes.</summary>
    NoLength,

    /// <summary>Packs the bytes though nobody asked.</summary>
    Packs,

    RedirectsToItself,
    RedirectsToFtp,

    /// <summary>Goes on from another byte than it was asked for.</summary>
    OtherPart,

    /// <summary>Goes on, and says that the whole has another length than before.</summary>
    OtherLength,

    ServerError,
    TooMany,
    Missing,
    Forbidden,
    OtherBytes,
}

/// <summary>Files in memory behind a free loopback port, with ranges and versions as they should be, or not.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();

    public WebServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>By path without the first <c>/</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines such as <c>GET shots.csv 200</c>, or <c>GET shots.csv bytes=17- 206</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>Decides what goes wrong, by path and by how many requests there were before.</summary>
    public Func<string, int, Misdeed> Misdeeds { get; set; } = (_, _) => Misdeed.None;

    /// <summary>Where a path is redirected to, or null.</summary>
    public Func<string, Uri?> Redirects { get; set; } = _ => null;

    /// <summary>Whether versions are told.</summary>
    public bool HasVersions { get; set; } = true;

    public string UrlOf(string path) => Address + path;

    public void Put(string path, string text) => Files[path] = Encoding.UTF8.GetBytes(text);

    public void Dispose()
    {
        ended.Cancel();
        listener.Dispose();
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(ended.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            var stream = client.GetStream();
            while (await HeadAsync(stream) is { } head && await AnswerAsync(stream, head))
            {
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
    }

    // False when the connection is to be closed.
    private async Task<bool> AnswerAsync(NetworkStream stream, string head)
    {
        Heads.Enqueue(head);
        var lines = head.Split("\r\n");
        var path = Uri.UnescapeDataString(lines[0].Split(' ')[1].Split('?')[0].TrimStart('/'));
        var range = Header(lines, "Range");
        var misdeed = Misdeeds(path, Requests.Count);
        string asked = $"GET {path}{(range is null ? "" : " " + range)}";
        if (Redirects(path) is { } target) return await SendAsync(stream, asked, "302 Found", $"Location: {target}\r\n", []);
        switch (misdeed)
        {
            case Misdeed.Stall:
                Requests.Enqueue(asked);
                await new TaskCompletionSource().Task.WaitAsync(ended.Token);
                return false;
            case Misdeed.ServerError: return await SendAsync(stream, asked, "503 Service Unavailable", "", []);
            case Misdeed.TooMany: return await SendAsync(stream, asked, "429 Too Many Requests", "Retry-After: 0\r\n", []);
            case Misdeed.Forbidden: return await SendAsync(stream, asked, "403 Forbidden", "", []);
            case Misdeed.RedirectsToItself: return await SendAsync(stream, asked, "302 Found", $"Location: {UrlOf(path)}\r\n", []);
            case Misdeed.RedirectsToFtp: return await SendAsync(stream, asked, "302 Found", "Location: ftp://127.0.0.1/x\r\n", []);
        }

        if (misdeed == Misdeed.Missing || !Files.TryGetValue(path, out var bytes)) return await SendAsync(stream, asked, "404 Not Found", "", []);
        if (misdeed == Misdeed.OtherBytes) bytes = [.. bytes.Select(each => (byte)(each ^ 1))];
        return await GiveAsync(stream, asked, lines, bytes, range, misdeed);
    }

    private async Task<bool> GiveAsync(NetworkStream stream, string asked, string[] lines, byte[] bytes, string? range, Misdeed misdeed)
    {
        var tag = $"\"{Digest.Of(bytes).Brief}\"";
        var version = HasVersions ? $"ETag: {tag}\r\n" : "";
        if (HasVersions && Header(lines, "If-None-Match") == tag) return await SendAsync(stream, asked, "304 Not Modified", version, []);
        var from = range is null ? 0 : int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        if (range is null || (Header(lines, "If-Range") is { } same && same != tag)) return await SendAsync(stream, asked, "200 OK", version, bytes, misdeed);
        if (from >= bytes.Length) return await SendAsync(stream, asked, "416 Range Not Satisfiable", "", []);
        var said = misdeed == Misdeed.OtherPart ? from + 1 : from;
        var whole = misdeed == Misdeed.OtherLength ? bytes.Length + 5 : bytes.Length;
        return await SendAsync(stream, asked, "206 Partial Content", $"{version}Content-Range: bytes {said}-{bytes.Length - 1}/{whole}\r\n", bytes[said..], misdeed);
    }

    private async Task<bool> SendAsync(NetworkStream stream, string asked, string status, string headers, byte[] body, Misdeed misdeed = Misdeed.None)
    {
        Requests.Enqueue($"{asked} {status[..3]}");
        var length = misdeed switch { Misdeed.PromisesMore => body.Length * 2, Misdeed.PromisesLess => body.Length / 2, _ => body.Length };
        var size = misdeed == Misdeed.NoLength ? "Connection: close\r\n" : $"Content-Length: {length}\r\n";
        if (misdeed == Misdeed.Packs) headers += "Content-Encoding: gzip\r\n";
        if (status[..3] == "304") size = "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}{size}\r\n"), ended.Token);
        var half = misdeed is Misdeed.Break or Misdeed.StallMidway;
        await stream.WriteAsync(half ? body.AsMemory(0, (body.Length + 1) / 2) : body, ended.Token);
        if (misdeed == Misdeed.StallMidway) await new TaskCompletionSource().Task.WaitAsync(ended.Token);
        return misdeed == Misdeed.None;
    }

    private async Task<string?> HeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, ended.Token) > 0)
        {
            head.Add(one[0]);
            if (head is [.., 13, 10, 13, 10]) return Encoding.ASCII.GetString([.. head]);
        }

        return null;
    }

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) is { } line ? line[(name.Length + 1)..].Trim() : null;
}
