using Levain.Learning;
using Levain.Registry;

namespace Levain.Host.Output;

/// <summary>What reports say of versions: the page of all groups, and the plots on the page of an evaluation.</summary>
internal sealed class QualityPages(IReadOnlyList<ModelGroup> groups)
{
    private const int MostPlots = 6;

    private readonly List<ModelQuality> quality = [.. groups.Where(group => group.Versions.Count > 0).Select(ModelQuality.Of)];

    /// <summary>Writes the page of all groups, and the same as JSON.</summary>
    /// <param name="link">Where it is, seen from the list of reports.</param>
    /// <returns>Null where there is nothing to show.</returns>
    public WrittenQuality? Write(ReportFolder folder, string link)
    {
        if (quality.Count == 0) return null;
        folder.Write("all groups", ("index.html", QualityPage.ToBytes(quality)), ("quality.json", ModelQuality.ToJson(quality)));
        return new(quality.Count, quality.Sum(group => group.Versions.Count), folder.Shown, link);
    }

    /// <summary>The page of an evaluation with how good the versions before were. A single version is no history.</summary>
    /// <param name="groups">Those that the evaluation judges for.</param>
    public string WithHistory(string page, IReadOnlyList<string> groups)
    {
        foreach (var (i, name) in groups.Index())
        {
            if (quality.Find(each => each.Group == name) is not { } found) continue;
            List<Plot> plots = [.. found.Metrics.Where(metric => found.Versions.Count(version => version.Metrics.Any(each => each.Name == metric)) > 1).Take(MostPlots).Select(found.PlotOf)];
            // Links hold letters only.
            if (plots.Count > 0) page = ReportPage.WithPlots(page, $"versions{(i == 0 ? "" : $"-{new string('i', i + 1)}")}", groups.Count == 1 ? "Versions" : $"Versions of {name}", plots);
        }

        return page;
    }
}

/// <summary>The page of all groups, once it was written.</summary>
/// <param name="Folder">Where it is, as people are told.</param>
/// <param name="Link">Where it is, seen from the list of reports.</param>
internal sealed record WrittenQuality(int Groups, int Versions, string Folder, string Link);
