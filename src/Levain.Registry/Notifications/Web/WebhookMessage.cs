using System.Globalization;

namespace Levain.Registry.Web;

/// <summary>A notification as programs read it.</summary>
/// <param name="At">When it was sent, in UTC.</param>
internal sealed record WebhookMessage(string Event, string At, string Title, string Advice, string Group, int? Version, IReadOnlyList<NotificationFact> Facts, string? Link)
{
    public static WebhookMessage Of(Notification notification, DateTimeOffset now) => new(
        NotificationText.Code(notification.Event),
        now.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        NotificationText.Title(notification.Event),
        NotificationText.Advice(notification.Event),
        notification.Group,
        notification.Version,
        // As they are: a program has no use for what was made for the eye.
        notification.Facts,
        notification.Link?.AbsoluteUri);
}
