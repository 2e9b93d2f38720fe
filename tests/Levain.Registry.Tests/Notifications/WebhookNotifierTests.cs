using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>Notifications as programs get them.</summary>
public sealed class WebhookNotifierTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notification_is_posted_as_json()
    {
        await using var hook = new TestHook();

        await Webhook(hook.Address).SendAsync(Samples.Failed with { Facts = [.. Samples.Failed.Facts, new("odd", "\"<ячмень>\"\r\n\u0000🏒")] }, Cancellation);

        var (head, body) = Assert.Single(hook.Requests);
        Assert.Contains("X-Levain-Event: gate-failed", head, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Levain-Signature", head, StringComparison.Ordinal);
        Verified.Text(body);
        Assert.Equal("\"<ячмень>\"\r\n\u0000🏒", JsonDocument.Parse(body).RootElement.GetProperty("facts")[3].GetProperty("value").GetString());
    }

    [Fact]
    public async Task The_other_side_can_tell_that_it_comes_from_here()
    {
        await using var hook = new TestHook();

        await Webhook(hook.Address, "s3cr3t-ячмень").SendAsync(Samples.Failed, Cancellation);

        var (head, body) = Assert.Single(hook.Requests);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cr3t-ячмень"), Encoding.UTF8.GetBytes(body)));
        Assert.Contains($"X-Levain-Signature: sha256={expected}", head, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", head + body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_sent_again_can_be_told_from_a_second_one()
    {
        await using var hook = new TestHook(TestHook.Answer(500, ""), TestHook.Ok);
        var clock = new ManualClock();

        await Webhook(hook.Address, clock: clock).SendAsync(Samples.Failed, Cancellation);
        clock.Move(TimeSpan.FromMinutes(1));
        await Webhook(hook.Address, clock: clock).SendAsync(Samples.Failed, Cancellation);

        var deliveries = hook.Requests.Select(request => request.Head.Split("\r\n").Single(line => line.StartsWith("X-Levain-Delivery", StringComparison.Ordinal))).ToList();
        Assert.Equal(deliveries[0], deliveries[1]);
        Assert.NotEqual(deliveries[0], deliveries[2]);
    }

    [Fact]
    public async Task A_user_and_a_password_of_the_address_go_into_a_header_only()
    {
        await using var hook = new TestHook();

        await Webhook(new UriBuilder(hook.Address) { UserName = "ci", Password = "p%40ss" }.Uri).SendAsync(Samples.Failed, Cancellation);

        var (head, _) = Assert.Single(hook.Requests);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String("ci:p@ss"u8)}", head, StringComparison.Ordinal);
        Assert.StartsWith("POST /services/T0SECRET HTTP/1.1\r\nHost: 127.0.0.1", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_the_server_says_of_a_refusal_is_not_repeated()
    {
        await using var hook = new TestHook(TestHook.Answer(401, "the secret is s3cr3t"));

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => Webhook(hook.Address, "s3cr3t").SendAsync(Samples.Failed, Cancellation));

        Assert.Equal(("the webhook answered 401", "`LEVAIN_WEBHOOK_URL` may be revoked or mistyped: make a new one"), (error.Message, error.Hint));
    }

    private static WebhookNotifier Webhook(Uri address, string? secret = null, TimeProvider? clock = null) => new(address, clock ?? new ManualClock(), secret) { Patience = Samples.NoPatience with { Attempts = 2 } };
}
