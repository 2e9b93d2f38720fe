namespace Levain.Registry;

/// <summary>Something that people should know of a model. Where it goes, and in what form, is a matter of the <see cref="INotifier"/>.</summary>
public sealed record Notification
{
    public required NotificationEvent Event { get; init; }

    /// <summary>The group of the model; of a build that failed, the pipeline.</summary>
    public required string Group { get; init; }

    /// <summary>The version that it is about; null for none.</summary>
    public int? Version { get; init; }

    /// <summary>What there is to know, the most important first.</summary>
    public IReadOnlyList<NotificationFact> Facts { get; init; } = [];

    /// <summary>Where to read more; null for nowhere.</summary>
    public Uri? Link { get; init => field = Checked(value); }

    // It is sent to many people and kept by servers of others.
    private static Uri? Checked(Uri? link) => link switch
    {
        null => null,
        { IsAbsoluteUri: true, UserInfo.Length: 0 } when link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp => link,
        _ => throw new BuildException("the link of a notification is no address of a page", "it begins with `https://` or `http://`, and holds no password"),
    };
}

/// <summary>A name and what there is to know under it, such as <c>mape</c> and <c>0.41, required ≤ 0.33</c>.</summary>
public sealed record NotificationFact(string Name, string Value);
