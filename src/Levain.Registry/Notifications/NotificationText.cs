using System.Globalization;
using System.Text;

namespace Levain.Registry;

/// <summary>The words of notifications: every notifier takes them from here.</summary>
public static class NotificationText
{
    private const int LongestName = 120, LongestValue = 1000, MostFacts = 60;

    /// <summary>A few words that say what happened.</summary>
    public static string Title(NotificationEvent what) => what switch
    {
        NotificationEvent.GateFailed => "Gate failed",
        NotificationEvent.WaitingForApproval => "Waiting for approval",
        NotificationEvent.Promoted => "Version promoted",
        NotificationEvent.RolledBack => "Version rolled back",
        NotificationEvent.MetricsDrifted => "Model Accuracy Issues",
        NotificationEvent.ModelOutdated => "Outdated model detected",
        _ => "Build failed",
    };

    /// <summary>What happened as programs read it, such as <c>gate-failed</c>.</summary>
    public static string Code(NotificationEvent what) => what switch
    {
        NotificationEvent.GateFailed => "gate-failed",
        NotificationEvent.WaitingForApproval => "waiting-for-approval",
        NotificationEvent.Promoted => "promoted",
        NotificationEvent.RolledBack => "rolled-back",
        NotificationEvent.MetricsDrifted => "metrics-drifted",
        NotificationEvent.ModelOutdated => "model-outdated",
        _ => "build-failed",
    };

    /// <summary>What it means, or what to do.</summary>
    public static string Advice(NotificationEvent what) => what switch
    {
        NotificationEvent.GateFailed => "It is kept as rejected; nothing that runs has changed.",
        NotificationEvent.WaitingForApproval => "Look at it, then say yes with `--target Approve` or no with `--target Reject`.",
        NotificationEvent.Promoted => "It can be undone with `--target Rollback`.",
        NotificationEvent.RolledBack => "Find out what went wrong before the next version is promoted.",
        NotificationEvent.MetricsDrifted => "Look at the data that it was trained on and judged by before it is used.",
        NotificationEvent.ModelOutdated => "What is in use grows old: look at why newer versions are not approved.",
        _ => "Nothing was registered.",
    };

    /// <summary>What happened to what, on one line.</summary>
    public static string Subject(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return $"{Title(notification.Event)}: {Model(notification)}";
    }

    /// <summary>The model, with its version where there is one.</summary>
    public static string Model(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var group = Line(notification.Group, LongestName);
        return notification.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{group} version {version}") : group;
    }

    /// <summary>The facts as they are shown: each on one line, the last of very many counted only.</summary>
    public static IReadOnlyList<NotificationFact> Facts(Notification notification, int most = MostFacts)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var facts = notification.Facts;
        var shown = facts.Count <= most ? facts : facts.Take(most - 1);
        return
        [
            .. shown.Select(fact => new NotificationFact(Line(fact.Name, LongestName), Line(fact.Value, LongestValue))),
            .. facts.Count <= most ? (NotificationFact[])[] : [new("…", string.Create(CultureInfo.InvariantCulture, $"and {facts.Count - most + 1} more"))],
        ];
    }

    /// <summary>All of it as lines of text.</summary>
    public static string Whole(Notification notification)
    {
        var text = new StringBuilder();
        text.Append(Subject(notification)).Append('\n').Append(Advice(notification.Event)).Append("\n\n");
        foreach (var fact in Facts(notification)) text.Append(fact.Name).Append(": ").Append(fact.Value).Append('\n');
        if (notification.Link is { } link) text.Append(notification.Facts.Count > 0 ? "\n" : "").Append(link.AbsoluteUri).Append('\n');
        return text.ToString();
    }

    /// <summary>A figure as people read it: six digits that count.</summary>
    public static string Number(double number) => (number + 0.0).ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A text on one line, without what nobody sees or what turns its direction, cut when it is long.</summary>
    public static string Line(string text, int most = LongestValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(Math.Min(text.Length, most + 2));
        var isSpace = true;
        foreach (var rune in text.EnumerateRunes())
        {
            var space = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (IsHidden(rune) || (space && isSpace)) continue;
            if (line.Length >= most) return line.Append('…').ToString();
            line.Append(space ? " " : rune.ToString());
            isSpace = space;
        }

        return line.ToString().TrimEnd(' ');
    }

    // Marks that turn the direction of what follows could make a text say something else.
    private static bool IsHidden(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF;
}
