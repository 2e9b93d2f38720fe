using System.Net.Security;
using Levain.Registry.Mail;
using Levain.Remotes;

namespace Levain.Registry;

/// <summary>Sends notifications as mail.</summary>
/// <remarks>
/// It speaks SMTP itself: the client of the base class library cannot encrypt from the first byte, does not stop when it is told to, and tells the server the name of the machine.
/// A password is never sent unencrypted, except to this machine.
/// </remarks>
internal sealed class EmailNotifier(SmtpServer server, MailAddress from, IReadOnlyList<MailAddress> to, TimeProvider clock) : INotifier
{
    public const string ServerVariable = "LEVAIN_SMTP_URL", FromVariable = "LEVAIN_MAIL_FROM", ToVariable = "LEVAIN_MAIL_TO";

    public string Name => "e-mail";

    public RemotePatience Patience { get; init; } = RemotePatience.ForBuilds;

    public Random Chance { get; init; } = Random.Shared;

    /// <summary>Decides about certificates; null for what the machine trusts.</summary>
    public RemoteCertificateValidationCallback? Trust { get; init; }

    public async Task SendAsync(Notification notification, CancellationToken cancellation)
    {
        var message = MailText.Of(notification, from, to, clock.GetUtcNow());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await HandInAsync(message, cancellation).ConfigureAwait(false);
                return;
            }
            catch (RemoteException error) when (error.Fault == RemoteFault.Unreachable && attempt < Patience.Attempts)
            {
                await Task.Delay(Patience.PauseAfter(attempt, Chance.NextDouble()), clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task HandInAsync(byte[] message, CancellationToken cancellation)
    {
        var lines = await SmtpLines.ConnectAsync(server, Patience, clock, cancellation).ConfigureAwait(false);
        await using (lines.ConfigureAwait(false))
            await new SmtpSession(lines, server, Trust).SendAsync(from, to, message, cancellation).ConfigureAwait(false);
    }
}
