using System.Globalization;

namespace Levain.Registry.Pages;

/// <summary>One metric of a group as a plot: a line through the approved versions, a mark for each of the others.</summary>
internal static class QualityPlot
{
    private const int MostVersions = 400;

    public static Plot OverVersions(ModelQuality quality, string metric) =>
        Of(quality, metric, new("version") { Kind = PlotAxisKind.Whole }, version => version.Number);

    public static Plot OverTime(ModelQuality quality, string metric) =>
        Of(quality, metric, new("registered") { Kind = PlotAxisKind.Date }, version => version.At.UtcDateTime.Ticks / (double)TimeSpan.TicksPerDay);

    private static LinePlot Of(ModelQuality quality, string name, PlotAxis across, Func<QualityVersion, double> place)
    {
        List<(QualityVersion Version, VersionMetric Metric)> shown =
        [
            .. from version in quality.Versions.TakeLast(MostVersions)
               let metric = version.Metrics.FirstOrDefault(each => each.Name == name)
               where metric is not null
               select (version, metric),
        ];
        PlotLine Line(string state, VersionState which) => new(state, [.. shown.Where(each => each.Version.State == which).Select(each => new PlotPoint(place(each.Version), each.Metric.Value))]) { IsJoined = which == VersionState.Approved };
        PlotRange[] ranges = [.. from each in shown where each.Version.State == VersionState.Approved && each.Metric is { Low: not null, High: not null } select new PlotRange(place(each.Version), each.Metric.Low!.Value, each.Metric.High!.Value)];
        return new()
        {
            Title = name,
            Summary = Summary(quality, shown),
            Width = 560,
            PanelHeight = 190,
            X = across,
            Y = new(""),
            Lines = [Line("approved", VersionState.Approved) with { Band = ranges.Length == 0 ? null : new("95 % interval", ranges) }, Line("rejected", VersionState.Rejected), Line("waiting", VersionState.Pending)],
            References = [.. References(quality, shown, place)],
        };
    }

    // A line from far below to far above, of which the plot shows what lies in it.
    private static IEnumerable<PlotLine> References(ModelQuality quality, List<(QualityVersion Version, VersionMetric Metric)> shown, Func<QualityVersion, double> place)
    {
        double[] values = [.. shown.SelectMany(each => (double?[])[each.Metric.Value, each.Metric.Low, each.Metric.High]).OfType<double>().Where(value => Math.Abs(value) < 1e250)];
        if (values.Length == 0) yield break;
        var (low, high) = (values.Min(), values.Max());
        var far = Math.Max(high - low, Math.Max(Math.Abs(low), Math.Abs(high)));
        far = far == 0 ? 10 : far;
        foreach (var aliases in quality.Aliases.GroupBy(alias => alias.Version).OrderBy(group => group.Key))
        {
            if (shown.Find(each => each.Version.Number == aliases.Key).Version is not { } version) continue;
            var x = place(version);
            yield return new(string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", aliases.Select(alias => alias.Alias))}: {version.Number}"), [new(x, low - far), new(x, high + far)]);
        }
    }

    private static string? Summary(ModelQuality quality, List<(QualityVersion Version, VersionMetric Metric)> shown)
    {
        if (shown.Count == 0) return null;
        var (newest, metric) = shown[^1];
        var text = string.Create(CultureInfo.InvariantCulture, $"newest {PageNumber.Of(metric.Value)} (version {newest.Number})");
        var production = quality.Aliases.FirstOrDefault(alias => alias.Alias == ModelGroup.Production)?.Version;
        return production == newest.Number || shown.Find(each => each.Version.Number == production) is not { Metric: { } other } ? text : $"{text}, production {PageNumber.Of(other.Value)}";
    }
}
