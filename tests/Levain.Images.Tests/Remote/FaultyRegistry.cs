using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Levain.Images.Tests;

/// <summary>A registry in this process that keeps what it gets and fails as the test says.</summary>
internal sealed class FaultyRegistry : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, MemoryStream> uploads = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> seen = [];
    private readonly FrailConnection front;
    private readonly Task served;
    private int tokens;

    public FaultyRegistry()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            listener.Prefixes.Clear();
            listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            try
            {
                listener.Start();
                front = new FrailConnection(port);
                break;
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was faster.
            }
        }

        // Outside of the context of the test, which its end blocks.
        served = Task.Run(ServeAsync);
    }

    public string Host => front.Host;

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    public ConcurrentDictionary<string, byte[]> Manifests { get; } = new();

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What goes wrong with a request of a method, the first, the second…; null for nothing.</summary>
    public Func<string, int, Fault?> Faults { get; set; } = (_, _) => null;

    public int TokensGiven => Volatile.Read(ref tokens);

    public void Dispose()
    {
        front.Dispose();
        listener.Close();
        served.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                Answer(context);
            }
            catch (Exception error) when (error is IOException or HttpListenerException or ObjectDisposedException)
            {
                // The other side has gone.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (request, path) = (context.Request, context.Request.Url!.AbsolutePath);
        if (path == "/token")
        {
            Interlocked.Increment(ref tokens);
            End(context, 200, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"token\":\"t{tokens}\"}}")));
            return;
        }

        Requests.Enqueue($"{request.HttpMethod} {path}");
        int count;
        lock (gate) count = seen[request.HttpMethod] = seen.GetValueOrDefault(request.HttpMethod) + 1;
        var fault = Faults(request.HttpMethod, count);
        if (fault is { Status: > 0 })
        {
            // Who answers before all has come may break off the other side in the middle of a word: that is another fault.
            Read(request);
            if (fault.Status == 401) context.Response.AddHeader("WWW-Authenticate", $"Bearer realm=\"http://{Host}/token\",service=\"fake\"");
            End(context, fault.Status, "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"hunter2\"}]}"u8.ToArray());
            return;
        }

        if (fault is { Drop: true })
        {
            Take(path, request, fault.After);
            front.Break();
            context.Response.Abort();
            return;
        }

        Serve(context, path, fault);
    }

    private void Serve(HttpListenerContext context, string path, Fault? fault)
    {
        var (request, name) = (context.Request, path[(path.LastIndexOf('/') + 1)..]);
        switch (request.HttpMethod)
        {
            case "HEAD" or "GET" when path.Contains("/blobs/uploads/", StringComparison.Ordinal):
                if (uploads.TryGetValue(name, out var session)) Progress(context, 204, name, session.Length);
                else End(context, 404, []);
                return;
            case "HEAD" or "GET" when path.Contains("/blobs/", StringComparison.Ordinal):
                Content(context, Blobs.GetValueOrDefault(name), "application/octet-stream", fault);
                return;
            case "HEAD" or "GET" when path.Contains("/manifests/", StringComparison.Ordinal):
                Content(context, Manifests.GetValueOrDefault(name), MediaTypes.Manifest, fault);
                return;
            case "POST":
                var id = Guid.NewGuid().ToString("N");
                uploads[id] = new MemoryStream();
                Progress(context, 202, $"{id}", 0);
                return;
            case "PATCH":
                Take(path, request, int.MaxValue);
                Progress(context, 202, name, uploads[name].Length);
                return;
            case "PUT" when path.Contains("/manifests/", StringComparison.Ordinal):
                var content = Read(request);
                Manifests[name] = Manifests[Digest.Of(content).ToString()] = content;
                End(context, 201, []);
                return;
            case "PUT":
                Take(path, request, int.MaxValue);
                var bytes = uploads[name].ToArray();
                var wanted = request.QueryString["digest"];
                if (wanted != Digest.Of(bytes).ToString())
                {
                    End(context, 400, "{\"errors\":[{\"code\":\"DIGEST_INVALID\"}]}"u8.ToArray());
                    return;
                }

                Blobs[wanted] = bytes;
                context.Response.AddHeader("Docker-Content-Digest", fault is { Lie: true } ? Samples.SomeDigest.ToString() : wanted);
                End(context, 201, []);
                return;
            default:
                End(context, 404, []);
                return;
        }
    }

    private void Take(string path, HttpListenerRequest request, int most)
    {
        if (!uploads.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var session)) return;
        var buffer = new byte[1024];
        while (most > 0 && request.InputStream.Read(buffer, 0, Math.Min(most, buffer.Length)) is > 0 and var read)
        {
            session.Write(buffer, 0, read);
            most -= read;
        }
    }

    private static byte[] Read(HttpListenerRequest request)
    {
        using var content = new MemoryStream();
        request.InputStream.CopyTo(content);
        return content.ToArray();
    }

    private static void Progress(HttpListenerContext context, int status, string id, long length)
    {
        context.Response.AddHeader("Location", $"/v2/a/blobs/uploads/{id}");
        context.Response.AddHeader("Range", string.Create(CultureInfo.InvariantCulture, $"0-{Math.Max(0, length - 1)}"));
        End(context, status, []);
    }

    private static void Content(HttpListenerContext context, byte[]? content, string type, Fault? fault)
    {
        if (content is null)
        {
            End(context, 404, []);
            return;
        }

        context.Response.ContentType = type;
        if (context.Request.HttpMethod == "HEAD")
        {
            context.Response.ContentLength64 = content.Length;
            context.Response.AddHeader("Docker-Content-Digest", Digest.Of(content).ToString());
            context.Response.Close();
            return;
        }

        if (fault is { Lie: true }) content = [.. content.Reverse()];
        if (fault is { Cut: true })
        {
            context.Response.ContentLength64 = content.Length;
            context.Response.OutputStream.Write(content, 0, content.Length / 2);
            context.Response.OutputStream.Flush();
            context.Response.Abort();
            return;
        }

        End(context, 200, content);
    }

    private static void End(HttpListenerContext context, int status, byte[] content)
    {
        context.Response.StatusCode = status;
        context.Response.Close(content, willBlock: true);
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <param name="Status">Answer this.</param>
    /// <param name="Drop">Break the connection off, after so many bytes of the body.</param>
    /// <param name="Lie">Give other bytes or another digest.</param>
    /// <param name="Cut">Break the connection off in the middle of the answer.</param>
    internal sealed record Fault(int Status = 0, bool Drop = false, int After = 0, bool Lie = false, bool Cut = false);
}
