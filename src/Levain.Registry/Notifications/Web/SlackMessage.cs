using System.Text.Json.Serialization;

namespace Levain.Registry.Web;

/// <summary>A message as Slack's webhooks take it: a name, a picture, and one attachment of blocks with a coloured edge.</summary>
internal sealed record SlackMessage(string Username, [property: JsonPropertyName("icon_emoji")] string IconEmoji, IReadOnlyList<SlackAttachment> Attachments)
{
    // What Slack takes: 150 characters of a heading, 3000 of a text, 2000 of a field, 10 fields of a block, 50 blocks; and, which is not written, about 13,000 in all.
    private const int LongestHeading = 150, LongestText = 3000, LongestField = 2000, FieldsOfBlock = 10, MostFacts = 40, AllFields = 8000;

    public static SlackMessage Of(Notification notification, SlackOptions options)
    {
        var what = notification.Event;
        List<SlackBlock> blocks =
        [
            new("header") { Text = new("plain_text", SlackText.Of(NotificationText.Title(what), LongestHeading)) },
            new("section") { Text = SlackWords.Marked($"*{SlackText.Of(NotificationText.Model(notification), LongestText / 2)}*\n{SlackText.Of(NotificationText.Advice(what), LongestText / 2 - 3)}") },
            .. Facts(notification),
        ];
        if (notification.Link is { } link && SlackText.Link(link, LongestText) is { } marked) blocks.Add(new("context") { Elements = [SlackWords.Marked(marked)] });
        return new(options.UserName, options.Icon, [new(SlackText.Of(NotificationText.Subject(notification), LongestText), Colour(what), blocks)]);
    }

    private static IEnumerable<SlackBlock> Facts(Notification notification)
    {
        var facts = NotificationText.Facts(notification, MostFacts);
        var each = Math.Min(LongestField, AllFields / Math.Max(1, facts.Count));
        return facts.Select(fact => Field(fact, each)).Chunk(FieldsOfBlock).Select(fields => new SlackBlock("section") { Fields = fields });
    }

    private static SlackWords Field(NotificationFact fact, int most)
    {
        var name = SlackText.Of(fact.Name, most / 2);
        return SlackWords.Marked($"*{name}*\n{SlackText.Of(fact.Value, most - name.Length - 3)}");
    }

    private static string Colour(NotificationEvent what) => what switch
    {
        NotificationEvent.Promoted => "#2e7d32",
        NotificationEvent.WaitingForApproval => "#1f6feb",
        NotificationEvent.RolledBack or NotificationEvent.ModelOutdated => "#c2600c",
        _ => "#b3261e",
    };
}

/// <param name="Fallback">What a telephone shows that does not show blocks.</param>
internal sealed record SlackAttachment(string Fallback, string Color, IReadOnlyList<SlackBlock> Blocks);

internal sealed record SlackBlock(string Type)
{
    public SlackWords? Text { get; init; }

    public IReadOnlyList<SlackWords>? Fields { get; init; }

    public IReadOnlyList<SlackWords>? Elements { get; init; }
}

internal sealed record SlackWords(string Type, string Text)
{
    /// <summary>True where Slack must not make links of words that look like addresses, channels or people.</summary>
    public bool? Verbatim { get; init; }

    public static SlackWords Marked(string text) => new("mrkdwn", text) { Verbatim = true };
}
