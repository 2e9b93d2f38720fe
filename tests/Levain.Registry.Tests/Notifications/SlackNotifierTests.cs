using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Levain.Registry.Web;
using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>Messages for Slack: what is posted, and what is said when it is not taken.</summary>
public sealed class SlackNotifierTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_posted_as_slack_takes_it()
    {
        await using var hook = new TestHook();

        await Slack(hook).SendAsync(Samples.Failed, Cancellation);

        var (head, body) = Assert.Single(hook.Requests);
        Assert.StartsWith("POST /services/T0SECRET HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json; charset=utf-8", head, StringComparison.Ordinal);
        Verified.Text(JsonSerializer.Serialize(JsonDocument.Parse(body), Readable));
    }

    [Fact]
    public void Its_name_and_picture_can_be_set()
    {
        var message = SlackMessage.Of(Samples.Failed, new() { UserName = "levain", Icon = ":bread:" });

        Assert.Equal(("levain", ":bread:"), (message.Username, message.IconEmoji));
    }

    [Fact]
    public void Whatever_it_says_stays_within_the_limits_of_slack()
    {
        string[] odd = ["<!channel>", "&", "<", ">", "🏒", "ячмень", "🏒"[..1], "\u202e", "\n", "a", new string('&', 700), new string('x', 3000), "<https://example.org|safe>"];
        var text = Gen.Elements(odd).ListOf().Select(parts => string.Concat(parts));
        var facts = Gen.Choose(0, 100).SelectMany(count => text.Two().ListOf(count)).Select(list => list.Select(pair => new NotificationFact(pair.Item1, pair.Item2)).ToArray());

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(text.ToArbitrary(), facts.ToArbitrary(), (group, told) =>
        {
            var message = SlackMessage.Of(Samples.Failed with { Group = group, Facts = told, Link = new($"https://example.org/{Uri.EscapeDataString(group.Length > 0 ? NotificationText.Line(group) : "x")}") }, new());
            var attachment = Assert.Single(message.Attachments);
            Assert.InRange(attachment.Blocks.Count, 2, 50);
            Assert.All(attachment.Blocks, block =>
            {
                Assert.InRange(block.Text?.Text.Length ?? 1, 1, block.Type == "header" ? 150 : 3000);
                Assert.InRange(block.Fields?.Count ?? 1, 1, 10);
                Assert.All(block.Fields ?? [], field => Assert.InRange(field.Text.Length, 1, 2000));
                Assert.All(block.Elements ?? [], element => Assert.InRange(element.Text.Length, 1, 3000));
            });
            var words = attachment.Blocks.SelectMany(block => (string[])[block.Text?.Text ?? "", .. (block.Fields ?? []).Select(field => field.Text)]).ToList();
            // 13,000 were refused when people tried; the link is at most 3,000 of them.
            Assert.InRange(words.Sum(each => each.Length), 1, 10_000);
            // No text from outside becomes a mention, a link or half a letter.
            Assert.All(words.Append(attachment.Fallback), each =>
            {
                Assert.DoesNotContain('<', each);
                Assert.DoesNotContain('>', each);
                Assert.True(IsEscaped(each), each);
            });
        }));
    }

    [Theory]
    [InlineData("&&&&", 12, "&amp;&amp;…")]
    [InlineData("&&&&", 9, "&amp;…")]
    [InlineData("a<b", 6, "a&lt;b")]
    [InlineData("🏒🏒🏒", 4, "🏒…")]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abc…")]
    [InlineData("", 4, " ")]
    public void A_text_is_cut_between_letters(string text, int most, string expected)
    {
        Assert.Equal(expected, SlackText.Of(text, most));
        Assert.True(SlackText.Of(text, most).Length <= most);
    }

    [Theory]
    [InlineData(404, "no_service", "Slack answered 404 `no_service`", "`LEVAIN_SLACK_WEBHOOK` may be revoked or mistyped: make a new one")]
    [InlineData(400, "invalid_payload", "Slack answered 400 `invalid_payload`", "check `LEVAIN_SLACK_WEBHOOK`")]
    [InlineData(403, "No access to /services/T0SECRET", "Slack answered 403", "`LEVAIN_SLACK_WEBHOOK` may be revoked or mistyped: make a new one")]
    [InlineData(500, "oops", "Slack answered 500", "try again later")]
    public async Task A_refusal_is_one_sentence_without_the_address(int status, string body, string message, string hint)
    {
        await using var hook = new TestHook(TestHook.Answer(status, body));

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => Slack(hook).SendAsync(Samples.Failed, Cancellation));

        Assert.Equal((message, hint), (error.Message, error.Hint));
    }

    [Fact]
    public async Task What_may_pass_is_tried_again()
    {
        await using var hook = new TestHook(TestHook.Answer(503, "busy"), TestHook.Answer(429, "", "Retry-After: 0\r\n"), TestHook.Ok);

        await Slack(hook, attempts: 3).SendAsync(Samples.Failed, Cancellation);

        Assert.Equal(3, hook.Requests.Count);
        Assert.Equal(hook.Requests[0].Body, hook.Requests[2].Body);
    }

    [Fact]
    public async Task Who_asks_for_a_long_pause_is_not_waited_for()
    {
        await using var hook = new TestHook(TestHook.Answer(429, "rate_limited", "Retry-After: 3600\r\n"));

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => Slack(hook, attempts: 3).SendAsync(Samples.Failed, Cancellation));

        Assert.Equal("Slack answered 429", error.Message);
        Assert.Single(hook.Requests);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left()
    {
        await using var hook = new TestHook((string?)null);
        var slack = new SlackNotifier(hook.Address, TimeProvider.System) { Patience = Samples.NoPatience with { Stall = TimeSpan.FromMilliseconds(50) } };

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => slack.SendAsync(Samples.Failed, Cancellation));

        Assert.Equal("Slack cannot be reached: it does not answer", error.Message);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "it broke off")]
    [InlineData("220 post.example ESMTP\r\n\r\n", "it broke off")]
    [InlineData("", "it broke off")]
    public async Task An_answer_that_is_none_is_a_failure(string answer, string why)
    {
        await using var hook = new TestHook(answer);

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => Slack(hook).SendAsync(Samples.Failed, Cancellation));

        Assert.Equal($"Slack cannot be reached: {why}", error.Message);
    }

    [Fact]
    public async Task A_link_is_one_and_an_endless_one_is_left_out()
    {
        await using var hook = new TestHook();
        await Slack(hook).SendAsync(Samples.Failed with { Link = new("https://example.org/?" + new string('a', 5000)) }, Cancellation);

        Assert.DoesNotContain("context", hook.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal("<https://example.org/a%7Cb?c=1&amp;d=%3Ce%3E|Read more>", SlackText.Link(new("https://example.org/a|b?c=1&d=<e>"), 3000));
    }

    private static JsonSerializerOptions Readable { get; } = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static SlackNotifier Slack(TestHook hook, int attempts = 1) => new(hook.Address, TimeProvider.System) { Patience = Samples.NoPatience with { Attempts = attempts } };

    private static bool IsEscaped(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) ? i + 1 == text.Length || !char.IsLowSurrogate(text[++i]) : char.IsLowSurrogate(text[i])) return false;
            if (text[i] == '&' && !text.AsSpan(i).StartsWith("&amp;") && !text.AsSpan(i).StartsWith("&lt;") && !text.AsSpan(i).StartsWith("&gt;")) return false;
        }

        return true;
    }
}
