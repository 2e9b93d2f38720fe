using System.Diagnostics;
using System.Globalization;

namespace Levain.Soak;

/// <summary>Fires the shots of campaigns, and keeps what came of them.</summary>
/// <param name="progress">Told a line now and then.</param>
internal sealed class Soak(Campaigns campaigns, SoakOptions options, Action<string> progress)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(10);

    private long told = Stopwatch.GetTimestamp();

    public async Task<IReadOnlyList<SoakRow>> RunAsync()
    {
        var rows = new List<SoakRow>();
        if (options.Replay is { } replay) return [await ReplayAsync(replay).ConfigureAwait(false)];
        foreach (var campaign in campaigns.All.Where(campaign => options.Filter is not { } filter || campaign.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            foreach (var operation in Operation.All.Where(campaign.Meets))
                rows.Add(await RunAsync(campaign, operation).ConfigureAwait(false));
        return rows.Count > 0 ? rows : throw new UsageException($"no campaign has `{options.Filter}` in its name", $"there are {string.Join(", ", campaigns.All.Select(campaign => campaign.Name))}");
    }

    /// <summary>All shots of a campaign at one operation, or one in <see cref="SoakOptions.Thin"/> of them.</summary>
    public async Task<SoakRow> RunAsync(Campaign campaign, Operation operation)
    {
        var row = new SoakRow(campaign.Name, campaign.What, operation.Name) { Skipped = campaign.Missing };
        if (row.Skipped is not null) return row;
        for (var step = 1; step <= campaign.LongRun; step += options.Thin)
        {
            var shot = new Shot(campaign.Name, operation, options.Seed, step);
            var impact = await campaign.FireAsync(shot).ConfigureAwait(false);
            row.Add(shot.ToString(), impact);
            if (impact.Violation is { } violation) progress($"VIOLATION {shot}: {violation}");
            Tell(row);
            if (campaign.EndsWithOperation && impact.Faults == 0) break;
        }

        progress(Line(row));
        return row;
    }

    private async Task<SoakRow> ReplayAsync(string text)
    {
        if (text.Split(':') is not [var name, var at, var seed, var step] || !int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var second))
            throw new UsageException($"`{text}` is no shot", "it is told as `full:build:1:17`: campaign, operation, seed and step");
        var campaign = campaigns.All.FirstOrDefault(campaign => campaign.Name == name) ?? throw new UsageException($"there is no campaign `{name}`", NearestName.Hint(name, [.. campaigns.All.Select(each => each.Name)]));
        var operation = Operation.All.FirstOrDefault(operation => operation.Name == at) ?? throw new UsageException($"there is no operation `{at}`", NearestName.Hint(at, [.. Operation.All.Select(each => each.Name)]));
        var row = new SoakRow(campaign.Name, campaign.What, operation.Name) { Skipped = campaign.Missing };
        if (row.Skipped is null) row.Add(text, await campaign.FireAsync(new Shot(name, operation, first, second)).ConfigureAwait(false));
        return row;
    }

    private void Tell(SoakRow row)
    {
        if (Stopwatch.GetElapsedTime(told) < TellEvery) return;
        told = Stopwatch.GetTimestamp();
        progress(Line(row));
    }

    private static string Line(SoakRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Campaign} at {row.Operation}: {row.Shots} shots, {row.Faults} faults, {row.Violations.Count} violations");
}
