using System.Globalization;
using Levain.Registry.Mail;
using Levain.Registry.Web;

namespace Levain.Registry;

/// <summary>Finds in the environment who is to be told and how. What is wrong there is said with the name of the variable, never with what it holds.</summary>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class NotifierSettings(Func<string, string?> variable)
{
    private static readonly string[] Ways = ["console", "slack", "email", "webhook"];

    public IReadOnlyList<INotifier> Notifiers(TextWriter output, TimeProvider clock)
    {
        var wanted = (variable(Notifications.Variable) ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < wanted.Length; i++)
            if (!Ways.Contains(wanted[i], StringComparer.OrdinalIgnoreCase))
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"entry {i + 1} of `{Notifications.Variable}` is no way to notify anybody"), $"there are {string.Join(", ", Ways.Select(way => $"`{way}`"))}");
        // In an order of our own: it is the order of the failures that people read.
        return [.. Ways.Where(way => wanted.Contains(way, StringComparer.OrdinalIgnoreCase)).Select(way => Notifier(way, output, clock))];
    }

    private INotifier Notifier(string way, TextWriter output, TimeProvider clock) => way switch
    {
        "console" => new ConsoleNotifier(output),
        "slack" => new SlackNotifier(Address(SlackNotifier.Variable, way, mayBePlain: false), clock, Slack()),
        "email" => Email(clock),
        _ => new WebhookNotifier(Address(WebhookNotifier.Variable, way, mayBePlain: true), clock, variable(WebhookNotifier.SecretVariable)),
    };

    private EmailNotifier Email(TimeProvider clock) => new(
        SmtpServer.Parse(Needed(EmailNotifier.ServerVariable, "email"), EmailNotifier.ServerVariable),
        MailAddress.ParseOne(Needed(EmailNotifier.FromVariable, "email"), EmailNotifier.FromVariable),
        MailAddress.ParseMany(Needed(EmailNotifier.ToVariable, "email"), EmailNotifier.ToVariable),
        clock);

    private SlackOptions Slack()
    {
        var options = new SlackOptions();
        return new()
        {
            UserName = variable("LEVAIN_SLACK_USERNAME") is { Length: > 0 } name ? name : options.UserName,
            Icon = variable("LEVAIN_SLACK_ICON") is { Length: > 0 } icon ? icon : options.Icon,
        };
    }

    private Uri Address(string name, string way, bool mayBePlain)
    {
        var text = Needed(name, way);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || HostName.Of(address) is null || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            throw new UsageException($"`{name}` holds no address of a webhook", "it begins with `https://`");
        // The address of Slack's webhook is the secret itself, and so is a password before a host.
        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !(mayBePlain && address.UserInfo.Length == 0))
            throw new UsageException($"the secret of `{name}` would travel unencrypted", "use an address that begins with `https://`");
        return address;
    }

    private string Needed(string name, string way) => variable(name)?.Trim() is { Length: > 0 } text ? text : throw new UsageException($"`{Notifications.Variable}` asks for `{way}`, and `{name}` is not set", $"set it in the environment, or take `{way}` out");
}
