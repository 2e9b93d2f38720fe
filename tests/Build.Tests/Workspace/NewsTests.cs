using System.Text.Json;
using Levain.Host.News;
using Levain.Registry;
using Levain.Registry.Tests;

namespace Levain.Host.Tests;

/// <summary>People are told by the real host, here through a webhook of Slack's kind.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class NewsTests : IDisposable
{
    private readonly BuiltWorkspace workspace;
    private readonly string temporary = Directory.CreateTempSubdirectory("levain-news-").FullName;

    public NewsTests(BuiltWorkspace workspace)
    {
        this.workspace = workspace;
        Directory.CreateDirectory(Path.Combine(temporary, "remote"));
    }

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    [Fact]
    public async Task A_team_is_told_what_becomes_of_its_versions()
    {
        await using var hook = new TestHook();
        string[] first = ["Register", "--model", "judged", "--set", "TrainLogistic.Options.L2=8"], better = ["Register", "--model", "judged"], worse = ["Register", "--model", "judged", "--set", "TrainLogistic.Options.L2=500"];

        Run(hook, first).MustEnd(0);
        Run(hook, first).MustEnd(0);
        Run(hook, "Approve", "--group", "judged", "--version", "1").MustEnd(0);
        Run(hook, "Promote", "--group", "judged", "--version", "1").MustEnd(0);
        Run(hook, better).MustEnd(0);
        Run(hook, "Approve", "--group", "judged", "--version", "2").MustEnd(0);
        Run(hook, "Promote", "--group", "judged", "--version", "2").MustEnd(0);
        Run(hook, "Rollback", "--group", "judged", "--reason", "complaints").MustEnd(0);
        Run(hook, worse).MustEnd(1);

        Assert.Equal(
            ["Waiting for approval: judged version 1", "Version promoted: judged version 1", "Waiting for approval: judged version 2", "Version promoted: judged version 2", "Version rolled back: judged version 1", "Gate failed: judged version 3"],
            hook.Requests.Select(request => Subject(request.Body)));
    }

    [Fact]
    public async Task A_build_that_fails_is_told_with_its_stage_and_its_sentence()
    {
        await using var hook = new TestHook();

        Run(hook, [("FAULT", "stage refuses")], "Train", "--model", "cases").MustEnd(1);
        Run(hook, "Train", "--model", "broken").MustEnd(1);

        Assert.Equal(["Build failed: cases", "Build failed: broken"], hook.Requests.Select(request => Subject(request.Body)));
        Assert.Contains("Refuses", hook.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("does not compile", hook.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_notification_is_a_line_and_fails_nothing()
    {
        await using var hook = new TestHook(TestHook.Answer(404, "no_service"));

        var registered = Run(hook, "Register", "--model", "judged").MustEnd(0);

        Assert.Contains("was not sent by Slack", Assert.Single(registered.Errors.Split('\n'), line => line.StartsWith("warning:", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("T0SECRET", registered.Errors + registered.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_that_is_set_up_wrongly_is_refused_before_anything_is_registered()
    {
        (string, string?)[] environment = [("LEVAIN_NOTIFY", "slak"), ("LEVAIN_REMOTE", Path.Combine(temporary, "remote"))];

        var refused = workspace.RunWith(environment, "--target", "Register", "--model", "judged");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is no way to notify anybody", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(temporary, "remote", "registry")));
    }

    [Fact]
    public void What_was_told_of_a_version_is_remembered_for_that_version_and_place_only()
    {
        var told = new ToldNews(Path.Combine(temporary, "told"), "here");
        var news = new Notification { Event = NotificationEvent.ModelOutdated, Group = "judged", Version = 3 };

        told.Add(news);

        Assert.True(told.Has(news));
        Assert.False(told.Has(news with { Version = 4 }));
        Assert.False(told.Has(news with { Event = NotificationEvent.MetricsDrifted }));
        Assert.False(new ToldNews(Path.Combine(temporary, "told"), "there").Has(news));
    }

    private HostRun Run(TestHook hook, params string[] arguments) => Run(hook, [], arguments);

    private HostRun Run(TestHook hook, (string, string?)[] more, params string[] arguments) =>
        workspace.RunWith([("LEVAIN_NOTIFY", "slack"), ("LEVAIN_SLACK_WEBHOOK", hook.Address.ToString()), ("LEVAIN_REMOTE", Path.Combine(temporary, "remote")), ("LEVAIN_TRACKING", "off"), .. more], ["--target", .. arguments]);

    private static string Subject(string body)
    {
        using var message = JsonDocument.Parse(body);
        return message.RootElement.GetProperty("attachments")[0].GetProperty("fallback").GetString()!;
    }
}
