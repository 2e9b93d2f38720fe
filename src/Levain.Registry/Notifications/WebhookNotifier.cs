using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Levain.Registry.Web;
using Levain.Remotes;

namespace Levain.Registry;

/// <summary>Posts notifications as JSON to any address.</summary>
/// <remarks>
/// With a secret, the header <c>X-Levain-Signature</c> is <c>sha256=</c> and the HMAC-SHA256 of the body under it, in hexadecimal digits: the other side can tell that it comes from here.
/// The time in the body is signed with it. <c>X-Levain-Delivery</c> stays the same when it is sent again, after an answer was lost.
/// </remarks>
internal sealed class WebhookNotifier(Uri address, TimeProvider clock, string? secret = null) : INotifier
{
    public const string Variable = "LEVAIN_WEBHOOK_URL", SecretVariable = "LEVAIN_WEBHOOK_SECRET";

    public string Name => "the webhook";

    public RemotePatience Patience { get; init; } = RemotePatience.ForBuilds;

    public HttpMessageHandler? Handler { get; init; }

    public Task SendAsync(Notification notification, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(WebhookMessage.Of(notification, clock.GetUtcNow()), NotificationJson.Plain.WebhookMessage);
        List<(string Name, string Value)> headers = [("X-Levain-Event", NotificationText.Code(notification.Event)), ("X-Levain-Delivery", Digest.Of(body).Hex[..32])];
        if (secret is { Length: > 0 }) headers.Add(("X-Levain-Signature", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}"));
        return new WebPost(Name, Variable, address, clock) { Patience = Patience, Handler = Handler }.SendAsync(body, headers, cancellation);
    }
}
