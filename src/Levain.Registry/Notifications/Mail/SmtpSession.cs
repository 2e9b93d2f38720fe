using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Text;
using Levain.Remotes;

namespace Levain.Registry.Mail;

/// <summary>One message handed to a mail server, from the greeting to the farewell.</summary>
/// <param name="trust">Decides about certificates; null for what the machine trusts.</param>
internal sealed class SmtpSession(SmtpLines lines, SmtpServer server, RemoteCertificateValidationCallback? trust)
{
    private SmtpReply abilities = new(0, []);
    private bool isEncrypted;

    public async Task SendAsync(MailAddress from, IReadOnlyList<MailAddress> to, byte[] message, CancellationToken cancellation)
    {
        await OpenAsync(cancellation).ConfigureAwait(false);
        if (server.Credentials is { } credentials) await LogInAsync(credentials, cancellation).ConfigureAwait(false);
        Check(await lines.AskAsync($"MAIL FROM:<{from.Address}>", cancellation).ConfigureAwait(false), "does not take mail from the sender", EmailNotifier.FromVariable);
        var refused = await NameAsync(to, cancellation).ConfigureAwait(false);
        var ready = await lines.AskAsync("DATA", cancellation).ConfigureAwait(false);
        if (!ready.GoesOn) throw Refusal(ready, "does not take a message", EmailNotifier.ServerVariable);
        // All lines of ours are Base64 or headers: none begins with a dot, which would end the message.
        await lines.WriteAsync(message, cancellation).ConfigureAwait(false);
        Check(await EndAsync(cancellation).ConfigureAwait(false), "does not keep the message", EmailNotifier.ServerVariable);
        await LeaveAsync(cancellation).ConfigureAwait(false);
        // Not for another time, whatever it answered: the others have it.
        if (refused is var (reply, count)) throw new RemoteException(string.Create(CultureInfo.InvariantCulture, $"the mail server did not take {count} of {to.Count} recipients ({reply.Number})"), RemoteFault.Refused, $"check `{EmailNotifier.ToVariable}`");
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        if (server.IsTls) await EncryptAsync(cancellation).ConfigureAwait(false);
        Check(await lines.ReadReplyAsync(cancellation).ConfigureAwait(false), "does not greet", EmailNotifier.ServerVariable);
        await GreetAsync(cancellation).ConfigureAwait(false);
        if (isEncrypted || abilities.Ability("STARTTLS") is null) return;
        Check(await lines.AskAsync("STARTTLS", cancellation).ConfigureAwait(false), "does not begin to encrypt", EmailNotifier.ServerVariable);
        await EncryptAsync(cancellation).ConfigureAwait(false);
        // What it said before may have been said by somebody else.
        await GreetAsync(cancellation).ConfigureAwait(false);
    }

    private async Task EncryptAsync(CancellationToken cancellation)
    {
        await lines.EncryptAsync(server.Host, trust, cancellation).ConfigureAwait(false);
        isEncrypted = true;
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        abilities = await lines.AskAsync($"EHLO {lines.LocalName}", cancellation).ConfigureAwait(false);
        if (!abilities.IsDone && !abilities.MayPass) abilities = await lines.AskAsync($"HELO {lines.LocalName}", cancellation).ConfigureAwait(false);
        Check(abilities, "does not greet", EmailNotifier.ServerVariable);
    }

    private async Task LogInAsync(NetworkCredential credentials, CancellationToken cancellation)
    {
        if (!isEncrypted && !server.IsLocal) throw new RemoteException("the mail server offers no encryption, and the password is not sent without", RemoteFault.Refused, $"use `smtps://` in `{EmailNotifier.ServerVariable}`, or a server that has STARTTLS");
        var ways = abilities.Ability("AUTH") ?? throw new RemoteException("the mail server takes no password", RemoteFault.Refused, $"leave user and password out of `{EmailNotifier.ServerVariable}`");
        var reply = ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase) ? await lines.AskAsync($"AUTH PLAIN {Base64($"\0{credentials.UserName}\0{credentials.Password}")}", cancellation).ConfigureAwait(false)
            : ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase) ? await AskLoginAsync(credentials, cancellation).ConfigureAwait(false)
            : throw new RemoteException("the mail server knows neither PLAIN nor LOGIN", RemoteFault.Refused, "it asks for a way to log in that Levain does not have");
        Check(reply, "does not take user and password", EmailNotifier.ServerVariable);
    }

    private async Task<SmtpReply> AskLoginAsync(NetworkCredential credentials, CancellationToken cancellation)
    {
        var reply = await lines.AskAsync("AUTH LOGIN", cancellation).ConfigureAwait(false);
        foreach (var word in (string[])[credentials.UserName, credentials.Password])
            if (reply.GoesOn) reply = await lines.AskAsync(Base64(word), cancellation).ConfigureAwait(false);
        return reply;
    }

    // One who has moved away does not keep the others from the news.
    private async Task<(SmtpReply Reply, int Count)?> NameAsync(IReadOnlyList<MailAddress> to, CancellationToken cancellation)
    {
        var (first, count) = ((SmtpReply?)null, 0);
        foreach (var address in to)
        {
            if (await lines.AskAsync($"RCPT TO:<{address.Address}>", cancellation).ConfigureAwait(false) is not { IsDone: false } reply) continue;
            first ??= reply;
            count++;
        }

        if (count == to.Count) throw Refusal(first!, count == 1 ? "does not take the recipient" : "takes none of the recipients", EmailNotifier.ToVariable);
        return first is null ? null : (first, count);
    }

    private async Task<SmtpReply> EndAsync(CancellationToken cancellation)
    {
        try
        {
            return await lines.AskAsync(".", cancellation).ConfigureAwait(false);
        }
        catch (RemoteException error)
        {
            // It has the message whole: sent again, it could come twice.
            throw new RemoteException("the mail server did not say whether it keeps the message", RemoteFault.Wrong, "it may come or not", error);
        }
    }

    private async Task LeaveAsync(CancellationToken cancellation)
    {
        try
        {
            await lines.AskAsync("QUIT", cancellation).ConfigureAwait(false);
        }
        catch (RemoteException)
        {
            // It has the message and has said so: how it says farewell is all one.
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Check(SmtpReply reply, string what, string variable)
    {
        if (!reply.IsDone) throw Refusal(reply, what, variable);
    }

    private static RemoteException Refusal(SmtpReply reply, string what, string variable) =>
        new($"the mail server {what} ({reply.Number})", reply.MayPass ? RemoteFault.Unreachable : RemoteFault.Refused, reply.MayPass ? "try again later" : $"check `{variable}`");
}
