using System.Text;
using Levain.Remotes;
using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>From a registration to the people and to the page, through the registry itself.</summary>
public sealed class RegistryNewsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("levain-news-").FullName;
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_happens_to_versions_is_told_and_shown()
    {
        using var registry = new ModelRegistry(new FolderRemote(folder), "anna", clock);
        var told = new List<NotificationEvent>();
        for (var i = 1; i <= 3; i++)
        {
            var (version, _) = await registry.RegisterAsync(Samples.Group, Samples.Record(i == 3 ? 0.5 : 0.2 + (i / 100.0)), Cancellation);
            told.Add(ModelNews.Registered(await registry.ReadAsync(Samples.Group, Cancellation), version)!.Event);
            await registry.ApproveAsync(Samples.Group, i, cancellation: Cancellation);
            var move = await registry.PromoteAsync(Samples.Group, i, ModelGroup.Production, i == 1 ? null : i - 1, cancellation: Cancellation);
            told.Add(ModelNews.Moved(await registry.ReadAsync(Samples.Group, Cancellation), move).Event);
        }

        told.AddRange(new NotificationRules().Of(await registry.ReadAsync(Samples.Group, Cancellation), clock.GetUtcNow()).Select(news => news.Event));
        var back = await registry.RollbackAsync(Samples.Group, ModelGroup.Production, 3, "mape has doubled", Cancellation);
        told.Add(ModelNews.Moved(await registry.ReadAsync(Samples.Group, Cancellation), back).Event);
        await registry.RejectAsync(Samples.Group, 3, "mape has doubled", Cancellation);
        clock.Move(TimeSpan.FromDays(3));
        var group = await registry.ReadAsync(Samples.Group, Cancellation);
        told.AddRange(new NotificationRules().Of(group, clock.GetUtcNow()).Select(news => news.Event));

        Assert.Equal(
        [
            NotificationEvent.WaitingForApproval, NotificationEvent.Promoted, NotificationEvent.WaitingForApproval, NotificationEvent.Promoted, NotificationEvent.WaitingForApproval, NotificationEvent.Promoted,
            NotificationEvent.MetricsDrifted, NotificationEvent.RolledBack, NotificationEvent.ModelOutdated,
        ], told);
        var html = Encoding.UTF8.GetString(QualityPage.ToBytes([ModelQuality.Of(group)]));
        Assert.Contains("3 versions: 2 approved, 1 rejected", html, StringComparison.Ordinal);
        Assert.Contains("anna: mape has doubled", html, StringComparison.Ordinal);
        Assert.Contains("<bdi>production</bdi> → 2</a>", html, StringComparison.Ordinal);
    }
}
