using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Levain.Remotes;

namespace Levain.Soak.Servers;

/// <summary>What a server does wrong.</summary>
public enum Fault
{
    None,

    /// <summary>Takes the request and never answers.</summary>
    Stall,

    /// <summary>Sends a part of the bytes and then nothing, with the connection open.</summary>
    StallMidway,

    /// <summary>Promises all and closes after a part.</summary>
    Truncate,

    /// <summary>Closes the connection without an answer.</summary>
    Drop,

    /// <summary>Flips a bit in the middle.</summary>
    Lie,

    /// <summary>Sends more than there is.</summary>
    Longer,

    /// <summary>Sends less than there is, and says that this is all.</summary>
    Shorter,

    ServerError,
    TooMany,
    TooManyForLong,
    Forbidden,
    Unauthorized,
    Missing,

    /// <summary>Redirects to itself for ever.</summary>
    Redirect,

    /// <summary>Answers with a web page, as a portal does that wants to be logged in to.</summary>
    Page,
}

/// <summary>A build cache in memory on a free loopback port, which can do everything wrong.</summary>
internal sealed class BlobServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentDictionary<string, byte[]> blobs = new(StringComparer.Ordinal);

    public BlobServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/cache/");

    public RemoteLocation Location => RemoteLocation.Parse(Address.ToString(), inCi: false, "/");

    /// <summary>By path below the address, such as <c>cas/…</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Blobs => blobs;

    /// <summary>Lines such as <c>GET cas/… bytes=17-</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Heads of requests, with all that a client says of itself.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>Decides what goes wrong, by method and path.</summary>
    public Func<string, string, Fault> Faults { get; set; } = (_, _) => Fault.None;

    /// <summary>How many of so many bytes are sent before the connection stalls or breaks.</summary>
    public Func<int, int> Part { get; set; } = length => (length + 1) / 2;

    /// <summary>Whether conditions of a PUT are obeyed.</summary>
    public bool Conditional { get; init; } = true;

    /// <summary>Takes over all that is in the folder of a <see cref="FolderRemote"/>.</summary>
    public void Fill(string folder)
    {
        foreach (var kind in new[] { RemoteKey.Objects, RemoteKey.Actions })
            foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, kind), "*", SearchOption.AllDirectories)) blobs[$"{kind}/{Path.GetFileName(path)}"] = File.ReadAllBytes(path);
    }

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
        var words = lines[0].Split(' ');
        var (method, path) = (words[0], words[1]["/cache/".Length..]);
        var range = Header(lines, "Range");
        Requests.Enqueue($"{method} {path}{(range is null ? "" : " " + range)}");
        var fault = Faults(method, path);
        switch (fault)
        {
            case Fault.Stall: await new TaskCompletionSource().Task.WaitAsync(ended.Token); break;
            case Fault.Drop: return false;
            case Fault.ServerError: return await EmptyAsync(stream, "500 Internal Server Error");
            case Fault.TooMany: return await EmptyAsync(stream, "429 Too Many Requests", "Retry-After: 0\r\n");
            case Fault.TooManyForLong: return await EmptyAsync(stream, "429 Too Many Requests", "Retry-After: 86400\r\n");
            case Fault.Forbidden: return await EmptyAsync(stream, "403 Forbidden");
            case Fault.Unauthorized: return await EmptyAsync(stream, "401 Unauthorized");
            case Fault.Missing: return await EmptyAsync(stream, "404 Not Found");
            case Fault.Redirect: return await EmptyAsync(stream, "302 Found", $"Location: {Address}{path}\r\n");
            case Fault.Page when method != "PUT": return await BytesAsync(stream, "200 OK", "<html>please log in</html>"u8.ToArray(), method, Fault.None);
        }

        return method == "PUT" ? await TakeAsync(stream, lines, path) : await GiveAsync(stream, method, path, range, fault);
    }

    private async Task<bool> TakeAsync(NetworkStream stream, string[] lines, string path)
    {
        if (Header(lines, "Expect") is not null) await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), ended.Token);
        var body = new byte[int.Parse(Header(lines, "Content-Length")!, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, ended.Token);
        var now = blobs.GetValueOrDefault(path);
        if (Conditional && Header(lines, "If-None-Match") is not null && now is not null) return await EmptyAsync(stream, "412 Precondition Failed");
        if (Conditional && Header(lines, "If-Match") is { } tag && (now is null || tag != TagOf(now))) return await EmptyAsync(stream, "412 Precondition Failed");
        blobs[path] = body;
        return await EmptyAsync(stream, "201 Created");
    }

    private async Task<bool> GiveAsync(NetworkStream stream, string method, string path, string? range, Fault fault)
    {
        if (!blobs.TryGetValue(path, out var bytes)) return await EmptyAsync(stream, "404 Not Found");
        if (fault == Fault.Lie && bytes.Length > 0) (bytes = [.. bytes])[bytes.Length / 2] ^= 1;
        if (fault == Fault.Longer) bytes = [.. bytes, .. bytes, 0];
        if (fault == Fault.Shorter) bytes = bytes[..(bytes.Length / 2)];
        if (range is null) return await BytesAsync(stream, $"200 OK\r\nETag: {TagOf(bytes)}", bytes, method, fault);
        var from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        return from >= bytes.Length
            ? await EmptyAsync(stream, "416 Range Not Satisfiable")
            : await BytesAsync(stream, $"206 Partial Content\r\nContent-Range: bytes {from}-{bytes.Length - 1}/{bytes.Length}", bytes[from..], method, fault);
    }

    private async Task<bool> BytesAsync(NetworkStream stream, string status, byte[] bytes, string method, Fault fault)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {bytes.Length}\r\n\r\n"), ended.Token);
        if (method == "HEAD") return true;
        var broken = fault is Fault.Truncate or Fault.StallMidway;
        await stream.WriteAsync(broken ? bytes.AsMemory(0, Part(bytes.Length)) : bytes, ended.Token);
        if (fault == Fault.StallMidway) await new TaskCompletionSource().Task.WaitAsync(ended.Token);
        return !broken;
    }

    private async Task<bool> EmptyAsync(NetworkStream stream, string status, string headers = "")
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"), ended.Token);
        return false;
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

    private static string TagOf(byte[] bytes) => $"\"{Digest.Of(bytes).Brief}\"";

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) is { } line ? line[(name.Length + 1)..].Trim() : null;
}
