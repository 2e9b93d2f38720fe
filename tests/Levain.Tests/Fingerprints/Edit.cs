namespace Levain.Tests.Fingerprints;

/// <summary>An edit of a source with two stages, `A` and `B`, and which of them it must rebuild.</summary>
/// <param name="Body">Members and types; `«` old `|` new `»` marks the edit, and `$A`, `$B` in front of an expression make it what the stage returns.</param>
internal sealed record Edit(string Why, string Rebuilds, string Body)
{
    public string Before => Source(0);

    public string After => Source(1);

    private string Source(int side)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(Body, "«([^¦»]*)¦([^»]*)»", match => match.Groups[side + 1].Value);
        return System.Text.RegularExpressions.Regex.Replace(text, @"\$([AB]): (.*)", """
            public sealed record $1 : Stage<Text>
            {
                public int Depth { get; init; } = 3;

                protected override async Task<Text> RunAsync(StageContext context)
                {
                    await Task.Yield();
                    $2
                }
            }
            """);
    }

    public override string ToString() => Why;
}
