using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Levain.Images.Tests;

/// <summary>Stands before a server and passes bytes on, until it is told to break everything off, or so many have gone to the server.</summary>
internal sealed class FrailConnection : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly int target;
    private readonly Task served;
    private long left = long.MaxValue;
    private int breaks;

    public FrailConnection(int target)
    {
        this.target = target;
        listener.Start();
        Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        // Outside of the context of the test, which its end blocks.
        served = Task.Run(ServeAsync);
    }

    public string Host { get; }

    public int Breaks => Volatile.Read(ref breaks);

    /// <summary>Breaks off once, when so many bytes more have gone to the server.</summary>
    public void BreakAfter(long bytes) => Interlocked.Exchange(ref left, bytes);

    /// <summary>Whoever is connected is told that the connection is no more, without another word.</summary>
    public void Break()
    {
        Interlocked.Increment(ref breaks);
        foreach (var client in open.Keys) Close(client);
    }

    public void Dispose()
    {
        listener.Stop();
        foreach (var client in open.Keys) Close(client);
        served.GetAwaiter().GetResult();
    }

    private void Close(TcpClient client)
    {
        if (!open.TryRemove(client, out _)) return;
        client.Client.Close(0);
        client.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> passing = [];
        try
        {
            while (true) passing.Add(PassAsync(await listener.AcceptTcpClientAsync()));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        open[client] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            var (near, far) = (client.GetStream(), server.GetStream());
            await Task.WhenAny(CopyAsync(near, far, counted: true), CopyAsync(far, near, counted: false));
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side has gone.
        }

        Close(client);
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool counted)
    {
        try
        {
            var buffer = new byte[4096];
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                await to.WriteAsync(buffer.AsMemory(0, count));
                if (!counted || Interlocked.Read(ref left) == long.MaxValue || Interlocked.Add(ref left, -count) > 0) continue;
                Interlocked.Exchange(ref left, long.MaxValue);
                Break();
            }
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            // The other side has gone.
        }
    }
}
