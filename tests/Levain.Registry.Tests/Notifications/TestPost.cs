using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Levain.Registry.Tests;

/// <summary>A mail server on this machine: it does what the protocol asks for, keeps the mail, and misbehaves where the test wants it to.</summary>
public sealed class TestPost : IAsyncDisposable
{
    private readonly TestServer server;
    private readonly List<string> said = [];
    private readonly X509Certificate2 certificate;

    public TestPost()
    {
        certificate = SelfSigned();
        server = new(TalkAsync);
    }

    /// <summary>What EHLO lists, while nothing is encrypted and after.</summary>
    public string[] Abilities { get; init; } = ["8BITMIME"];

    public string[] SecureAbilities { get; init; } = ["8BITMIME", "AUTH LOGIN PLAIN"];

    /// <summary>Answers that differ from what a good server says, by the beginning of the command; null breaks off.</summary>
    public Dictionary<string, string?> Instead { get; } = [];

    /// <summary>How often the answers of <see cref="Instead"/> are given before all is well.</summary>
    public int Times { get; set; } = int.MaxValue;

    /// <summary>True where TLS begins with the first byte.</summary>
    public bool IsTls { get; init; }

    /// <summary>What is put behind the answer to STARTTLS, unencrypted.</summary>
    public string Injected { get; init; } = "";

    public int Port => server.Port;

    public int Connections => server.Connections;

    public IReadOnlyList<string> Said => said;

    public List<string> Mails { get; } = [];

    /// <summary>Commands that came while nothing was encrypted.</summary>
    public List<string> Plain { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        certificate.Dispose();
    }

    private async Task TalkAsync(Stream connection, CancellationToken cancellation)
    {
        var stream = connection;
        var isSecure = false;
        if (IsTls) (stream, isSecure) = (await SecureAsync(stream, cancellation), true);
        await SayAsync(stream, "220 post.example ESMTP", cancellation);
        while (await ReadLineAsync(stream, cancellation) is { } line)
        {
            said.Add(line);
            if (!isSecure) Plain.Add(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (Times > 0 && Instead.Keys.FirstOrDefault(key => line.StartsWith(key, StringComparison.Ordinal)) is { } key)
            {
                Times--;
                if (Instead[key] is not { } instead) return;
                await SayAsync(stream, instead, cancellation);
                continue;
            }

            switch (verb)
            {
                case "EHLO":
                    string[] lines = ["post.example", .. isSecure ? SecureAbilities : Abilities];
                    for (var i = 0; i < lines.Length; i++) await SayAsync(stream, $"250{(i == lines.Length - 1 ? ' ' : '-')}{lines[i]}", cancellation);
                    break;
                case "STARTTLS":
                    await SayAsync(stream, $"220 begin{(Injected.Length > 0 ? "\r\n" + Injected : "")}", cancellation);
                    (stream, isSecure) = (await SecureAsync(stream, cancellation), true);
                    break;
                case "AUTH" when line == "AUTH LOGIN":
                    await SayAsync(stream, "334 VXNlcm5hbWU6", cancellation);
                    said.Add((await ReadLineAsync(stream, cancellation))!);
                    await SayAsync(stream, "334 UGFzc3dvcmQ6", cancellation);
                    said.Add((await ReadLineAsync(stream, cancellation))!);
                    await SayAsync(stream, "235 2.7.0 welcome", cancellation);
                    break;
                case "AUTH":
                    await SayAsync(stream, "235 2.7.0 welcome", cancellation);
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on", cancellation);
                    if (!await TakeMailAsync(stream, cancellation)) return;
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye", cancellation);
                    return;
                default:
                    await SayAsync(stream, "250 2.1.0 fine", cancellation);
                    break;
            }
        }
    }

    private async Task<bool> TakeMailAsync(Stream stream, CancellationToken cancellation)
    {
        var mail = new StringBuilder();
        while (await ReadLineAsync(stream, cancellation) is { } line)
        {
            if (line != ".")
            {
                mail.Append(line).Append('\n');
                continue;
            }

            if (Times > 0 && Instead.TryGetValue(".", out var instead))
            {
                Times--;
                if (instead is null) return false;
                await SayAsync(stream, instead, cancellation);
                return true;
            }

            Mails.Add(mail.ToString());
            await SayAsync(stream, "250 2.0.0 kept", cancellation);
            return true;
        }

        return false;
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellation)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellation);
        return secure;
    }

    private static Task SayAsync(Stream stream, string line, CancellationToken cancellation) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellation).AsTask();

    private static async Task<string?> ReadLineAsync(Stream stream, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var letter = new byte[1];
        while (await stream.ReadAsync(letter, cancellation) == 1)
        {
            if (letter[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)letter[0]);
        }

        return null;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
