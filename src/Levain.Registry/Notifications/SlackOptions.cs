namespace Levain.Registry;

/// <summary>Who a message of Slack comes from, as it is shown. Webhooks of newer Slack apps have a name of their own and do not heed it.</summary>
internal sealed record SlackOptions
{
    public string UserName { get; init; } = "sagemaker-alert";

    /// <summary>The picture, such as <c>:bell:</c>.</summary>
    public string Icon { get; init; } = ":bell:";
}
