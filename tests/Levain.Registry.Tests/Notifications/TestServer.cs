using System.Net;
using System.Net.Sockets;

namespace Levain.Registry.Tests;

/// <summary>A server on this machine that talks to one who connects after the other, as the test says.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Task served;
    private int connections;

    public TestServer(Func<Stream, CancellationToken, Task> talk)
    {
        listener.Start();
        served = ServeAsync(talk);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many have connected so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await served;
        ended.Dispose();
    }

    private async Task ServeAsync(Func<Stream, CancellationToken, Task> talk)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(ended.Token);
                Interlocked.Increment(ref connections);
                await using var stream = client.GetStream();
                await talk(stream, ended.Token);
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The other side has gone, which some tests want.
            }
        }
    }
}
