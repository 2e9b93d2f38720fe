using Levain.Host.Output;
using Levain.Registry;

namespace Levain.Host.News;

/// <summary>Tells people what happens to models, where <c>LEVAIN_NOTIFY</c> says how. What could not be told is a line on standard error, and fails nothing.</summary>
internal sealed class HostNews
{
    private readonly HostContext context;
    private readonly Notifications notifications;
    private readonly Uri? link;

    private HostNews(HostContext context)
    {
        this.context = context;
        notifications = Notifications.From(Environment.GetEnvironmentVariable, Console.Error, context.Workspace.Clock);
        link = BuildLink.From(Environment.GetEnvironmentVariable);
    }

    /// <summary>Null when nobody is to be told; settings that are wrong are refused before anything happens that would have to be told.</summary>
    public static HostNews? Open(HostContext context) => string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Notifications.Variable)) ? null : new(context);

    /// <summary>Tells of each model whose build failed: of its first stage that did, since others failed for it.</summary>
    public async Task FailedAsync(IReadOnlyList<Output.ModelReport> reports)
    {
        foreach (var report in reports.Where(report => report.Failed))
        {
            var row = report.Rows.FirstOrDefault(row => row.Error is not null);
            var gate = report.Gates.FirstOrDefault(gate => !gate.Passed);
            var error = (report.Error ?? row?.Error) switch
            {
                BuildException known => known,
                { } unknown => new BuildException($"an error of ours, {unknown.GetType().Name}"),
                null => new BuildException(gate?.Text ?? "a stage could not be built"),
            };
            await TellAsync(ModelNews.BuildFailed(report.Model, row?.Stage ?? gate?.Gate.Stage, error, link));
        }
    }

    /// <summary>Tells what became of a version that was just registered.</summary>
    public async Task RegisteredAsync(ModelGroup group, ModelVersion version)
    {
        if (ModelNews.Registered(group, version, link) is { } news) await TellAsync(news);
    }

    /// <summary>Tells that a name points to another version.</summary>
    public Task MovedAsync(ModelGroup group, AliasMove move) => TellAsync(ModelNews.Moved(group, move, link));

    /// <summary>Tells what is wrong with a group though nobody did anything: once for each version.</summary>
    /// <param name="place">The registry: a group of the same name elsewhere is another.</param>
    public async Task WatchAsync(string place, ModelGroup group, NotificationRules rules)
    {
        var told = new ToldNews(Path.Combine(context.Folders.Root, ".levain", "told"), place);
        foreach (var news in rules.Of(group, context.Workspace.Clock.GetUtcNow(), link).Where(news => !told.Has(news)))
            if (await TellAsync(news)) told.Add(news);
    }

    private async Task<bool> TellAsync(Notification news)
    {
        var failures = await notifications.SendAsync(news, context.Stopping);
        foreach (var failure in failures) Console.Error.WriteLine($"warning: {TextWidth.Clean(failure)}");
        return failures.Count == 0;
    }
}
