using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>Everybody is told, and whoever cannot be told fails nothing.</summary>
public sealed class NotificationsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_is_told_though_others_fail()
    {
        using var output = new StringWriter();
        Notifications notifications = new([new Failing(new BuildException("Slack answered 404", "make a new one")), new Failing(new HttpRequestException("https://hooks.example.org/S3CR3T refused")), new ConsoleNotifier(output)], TimeProvider.System);

        var failures = await notifications.SendAsync(Samples.Failed, Cancellation);

        Assert.Equal(
        [
            "the notification `Gate failed: aiop-playback-us-hockey version 12` was not sent by a test: Slack answered 404 (make a new one)",
            "the notification `Gate failed: aiop-playback-us-hockey version 12` was not sent by a test: an error of ours, HttpRequestException",
        ], failures);
        Assert.Equal(NotificationText.Whole(Samples.Failed), output.ToString());
    }

    [Fact]
    public async Task Nobody_is_waited_for_longer_than_a_few_seconds()
    {
        Notifications notifications = new([new Deaf(), new Failing(new BuildException("no"))], TimeProvider.System) { Patience = TimeSpan.FromMilliseconds(20) };

        var failures = await notifications.SendAsync(Samples.Failed, Cancellation);

        Assert.EndsWith("was not sent by somebody deaf: it took too long", failures[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_stops_the_build_is_no_error_either()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var failures = await new Notifications([new Deaf()], TimeProvider.System).SendAsync(Samples.Failed, stop.Token);

        Assert.EndsWith("it was stopped", Assert.Single(failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_is_to_be_told_nothing_fails()
    {
        var notifications = Notifications.From(_ => null, TextWriter.Null, TimeProvider.System);

        Assert.True(notifications.IsEmpty);
        Assert.Empty(await notifications.SendAsync(Samples.Failed, Cancellation));
    }

    [Fact]
    public async Task The_environment_says_who_is_told()
    {
        await using var slack = new TestHook();
        await using var webhook = new TestHook();
        await using var post = new TestPost();
        using var output = new StringWriter();
        var notifications = Notifications.From(Variables(
            ("LEVAIN_NOTIFY", " Webhook,console;slack email "),
            ("LEVAIN_SLACK_WEBHOOK", slack.Address.AbsoluteUri),
            ("LEVAIN_SLACK_USERNAME", "levain"),
            ("LEVAIN_WEBHOOK_URL", webhook.Address.AbsoluteUri),
            ("LEVAIN_WEBHOOK_SECRET", "s3cr3t"),
            ("LEVAIN_SMTP_URL", FormattableString.Invariant($"smtp://localhost:{post.Port}")),
            ("LEVAIN_MAIL_FROM", "ci@example.org"),
            ("LEVAIN_MAIL_TO", "ann@example.org")), output, new ManualClock());

        var failures = await notifications.SendAsync(Samples.Failed, Cancellation);

        Assert.Empty(failures);
        Assert.Contains("\"username\":\"levain\"", Assert.Single(slack.Requests).Body, StringComparison.Ordinal);
        Assert.Contains("X-Levain-Signature: sha256=", Assert.Single(webhook.Requests).Head, StringComparison.Ordinal);
        Assert.Single(post.Mails);
        Assert.StartsWith("Gate failed: ", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pager", null, null, "entry 1 of `LEVAIN_NOTIFY` is no way to notify anybody")]
    [InlineData("console, https://hooks.example.org/s3cr3t", null, null, "entry 2 of `LEVAIN_NOTIFY` is no way to notify anybody")]
    [InlineData("slack", null, null, "`LEVAIN_NOTIFY` asks for `slack`, and `LEVAIN_SLACK_WEBHOOK` is not set")]
    [InlineData("email", null, null, "`LEVAIN_NOTIFY` asks for `email`, and `LEVAIN_SMTP_URL` is not set")]
    [InlineData("webhook", null, null, "`LEVAIN_NOTIFY` asks for `webhook`, and `LEVAIN_WEBHOOK_URL` is not set")]
    [InlineData("slack", "LEVAIN_SLACK_WEBHOOK", "hooks.example.org/s3cr3t", "`LEVAIN_SLACK_WEBHOOK` holds no address of a webhook")]
    [InlineData("slack", "LEVAIN_SLACK_WEBHOOK", "ftp://hooks.example.org/s3cr3t", "`LEVAIN_SLACK_WEBHOOK` holds no address of a webhook")]
    [InlineData("slack", "LEVAIN_SLACK_WEBHOOK", "http://hooks.example.org/s3cr3t", "the secret of `LEVAIN_SLACK_WEBHOOK` would travel unencrypted")]
    [InlineData("webhook", "LEVAIN_WEBHOOK_URL", "http://ci:s3cr3t@example.org/", "the secret of `LEVAIN_WEBHOOK_URL` would travel unencrypted")]
    [InlineData("email", "LEVAIN_SMTP_URL", "s3cr3t", "`LEVAIN_SMTP_URL` holds no address of a mail server")]
    public void What_is_set_up_wrongly_is_told_by_its_name_only(string ways, string? name, string? value, string message)
    {
        var error = Assert.Throws<UsageException>(() => Notifications.From(Variables(("LEVAIN_NOTIFY", ways), (name ?? "X", value ?? "")), TextWriter.Null, TimeProvider.System));

        Assert.Equal(message, error.Message);
        Assert.NotNull(error.Hint);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_cannot_be_is_refused_at_the_start() =>
        Assert.Throws<UsageException>(() => Notifications.From(Variables(("LEVAIN_NOTIFY", "slack"), ("LEVAIN_SLACK_WEBHOOK", $"https://{"🏒"[..1]}.example.org/")), TextWriter.Null, TimeProvider.System));

    [Fact]
    public void A_webhook_of_the_same_network_may_be_unencrypted_where_its_address_holds_no_password() =>
        Assert.False(Notifications.From(Variables(("LEVAIN_NOTIFY", "webhook"), ("LEVAIN_WEBHOOK_URL", "http://ci.internal/hook")), TextWriter.Null, TimeProvider.System).IsEmpty);

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) => name => variables.FirstOrDefault(variable => variable.Name == name).Value;

    private sealed class Failing(Exception error) : INotifier
    {
        public string Name => "a test";

        public Task SendAsync(Notification notification, CancellationToken cancellation) => throw error;
    }

    /// <summary>One who neither ends nor listens.</summary>
    private sealed class Deaf : INotifier
    {
        public string Name => "somebody deaf";

        public Task SendAsync(Notification notification, CancellationToken cancellation) => new TaskCompletionSource().Task;
    }
}
