using System.Globalization;
using System.Text;

namespace Levain.Registry.Tests;

/// <summary>A webhook on this machine: it keeps what was posted, and answers what the test wants.</summary>
public sealed class TestHook : IAsyncDisposable
{
    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly Queue<string?> answers;
    private readonly TestServer server;

    /// <param name="answers">One for each request, the last for all that follow; null says nothing at all.</param>
    public TestHook(params string?[] answers)
    {
        this.answers = new(answers.Length == 0 ? [Ok] : answers);
        server = new(AnswerAsync);
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}/services/T0SECRET"));

    /// <summary>Heads and bodies of the requests.</summary>
    public List<(string Head, string Body)> Requests { get; } = [];

    public static string Answer(int status, string body, string headers = "") =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Any\r\nContent-Length: {body.Length}\r\n{headers}Connection: close\r\n\r\n{body}");

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(Stream stream, CancellationToken cancellation)
    {
        var bytes = new List<byte>();
        var buffer = new byte[65536];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, cancellation);
            if (count == 0) return;
            bytes.AddRange(buffer[..count]);
            if (Whole([.. bytes]) is not { } request) continue;
            bytes.Clear();
            Requests.Add(request);
            if ((answers.Count > 1 ? answers.Dequeue() : answers.Peek()) is { } answer) await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellation);
            else await Task.Delay(Timeout.Infinite, cancellation);
            return;
        }
    }

    private static (string Head, string Body)? Whole(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        var head = Encoding.ASCII.GetString(bytes, 0, end);
        var length = head.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var body = bytes[(end + 4)..];
        return body.Length < int.Parse(length[15..], CultureInfo.InvariantCulture) ? null : (head, Encoding.UTF8.GetString(body));
    }
}
