using System.Text.Json;
using Levain.Registry.Web;
using Levain.Remotes;

namespace Levain.Registry;

/// <summary>Posts notifications to a channel of Slack, or of a server that takes Slack's messages, by an incoming webhook.</summary>
/// <param name="address">The webhook's address: whoever has it can post, so it is told nobody.</param>
internal sealed class SlackNotifier(Uri address, TimeProvider clock, SlackOptions? options = null) : INotifier
{
    public const string Variable = "LEVAIN_SLACK_WEBHOOK";

    public string Name => "Slack";

    public RemotePatience Patience { get; init; } = RemotePatience.ForBuilds;

    public HttpMessageHandler? Handler { get; init; }

    public Task SendAsync(Notification notification, CancellationToken cancellation)
    {
        var message = SlackMessage.Of(notification, options ?? new());
        return new WebPost(Name, Variable, address, clock) { Patience = Patience, Handler = Handler }
            .SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, NotificationJson.Plain.SlackMessage), [], cancellation);
    }
}
