using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Levain.Remotes;

namespace Levain.Registry.Mail;

/// <summary>Lines to a mail server and back, with an end to waiting.</summary>
internal sealed class SmtpLines(Stream connection, RemotePatience patience, TimeProvider clock) : IAsyncDisposable
{
    private const int LongestLine = 2048, MostLines = 128;

    private readonly byte[] buffer = new byte[4096];
    private Stream stream = connection;
    private int start, end;

    public static async Task<SmtpLines> ConnectAsync(SmtpServer server, RemotePatience patience, TimeProvider clock, CancellationToken cancellation)
    {
        using var slow = new CancellationTokenSource(patience.Connect, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, cancellation);
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(server.Host, server.Port, either.Token).ConfigureAwait(false);
            client.NoDelay = true;
            return new(client.GetStream(), patience, clock) { LocalName = Literal(client) };
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            client.Dispose();
            throw Unreachable(error is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } ? "nobody knows the host" : "no connection", error);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>How we name ourselves: by the address that the server sees anyway, never by the name of the machine.</summary>
    public required string LocalName { get; init; }

    public async Task<SmtpReply> AskAsync(string line, CancellationToken cancellation)
    {
        // Nothing from outside comes here unchecked: a line break would be a second command.
        if (line.Any(letter => letter is < ' ' or > '~')) throw new InvalidOperationException("a command for a mail server is about to hold more than plain letters");
        await WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellation).ConfigureAwait(false);
        return await ReadReplyAsync(cancellation).ConfigureAwait(false);
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => WithinAsync(async waiting =>
    {
        await stream.WriteAsync(bytes, waiting).ConfigureAwait(false);
        await stream.FlushAsync(waiting).ConfigureAwait(false);
        return 0;
    }, cancellation);

    public async Task<SmtpReply> ReadReplyAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await ReadLineAsync(cancellation).ConfigureAwait(false);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) || (line.Length > 3 && line[3] is not (' ' or '-'))) throw Wrong();
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ') return new(code, lines);
        }

        throw Wrong();
    }

    /// <summary>Encrypts all that follows.</summary>
    public async Task EncryptAsync(string host, RemoteCertificateValidationCallback? trust, CancellationToken cancellation)
    {
        // What came before encryption may be from anybody, and must not be taken for an answer after it.
        if (start < end) throw new RemoteException("the mail server says more before encryption than it may", RemoteFault.Wrong, "somebody may be in between");
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, trust);
        stream = secure;
        try
        {
            await WithinAsync(async waiting =>
            {
                await secure.AuthenticateAsClientAsync(new() { TargetHost = host }, waiting).ConfigureAwait(false);
                return 0;
            }, cancellation).ConfigureAwait(false);
        }
        catch (AuthenticationException error)
        {
            throw new RemoteException("the certificate of the mail server is not to be trusted", RemoteFault.Refused, "check the host, or have the certificate renewed", error);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (line.Length <= LongestLine)
        {
            if (start == end)
            {
                (start, end) = (0, await WithinAsync(async waiting => await stream.ReadAsync(buffer, waiting).ConfigureAwait(false), cancellation).ConfigureAwait(false));
                if (end == 0) throw Unreachable("it broke off", null);
            }

            var letter = buffer[start++];
            if (letter == '\n') return line.ToString();
            if (letter != '\r') line.Append((char)letter);
        }

        throw Wrong();
    }

    private async Task<int> WithinAsync(Func<CancellationToken, Task<int>> act, CancellationToken cancellation)
    {
        using var stalled = new CancellationTokenSource(patience.Stall, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellation);
        try
        {
            return await act(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable("it does not answer", error);
        }
        catch (IOException error)
        {
            throw Unreachable("it broke off", error);
        }
    }

    private static string Literal(TcpClient client)
    {
        if (client.Client.LocalEndPoint is not System.Net.IPEndPoint { Address: var address }) return "[127.0.0.1]";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        // Without the name of the interface, which only this machine understands.
        return address.AddressFamily == AddressFamily.InterNetwork ? $"[{address}]" : $"[IPv6:{new System.Net.IPAddress(address.GetAddressBytes())}]";
    }

    private static RemoteException Unreachable(string why, Exception? inner) => new($"the mail server cannot be reached: {why}", RemoteFault.Unreachable, "check its address and the network, or try again later", inner);

    private static RemoteException Wrong() => new("the mail server answers what is not SMTP", RemoteFault.Wrong, $"check the host and the port of `{EmailNotifier.ServerVariable}`");
}
