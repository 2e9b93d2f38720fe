using Levain.Learning;

namespace Levain.Drawing;

/// <summary>A line on a panel: runs of points between gaps, thinned to what the pixels can show.</summary>
internal sealed class Trace(Panel panel)
{
    // More points than this get no marks: the line says it better.
    private const int MostMarked = 40;

    /// <summary>The runs of points that can be drawn, in pixels.</summary>
    public List<List<(double X, double Y)>> Runs(PlotLine line)
    {
        var runs = new List<List<(double X, double Y)>>();
        var run = new List<(double X, double Y)>();
        foreach (var point in line.Points)
        {
            if (panel.Takes(point.X, point.Y)) run.Add((panel.X(point.X), panel.Y(point.Y)));
            else if (run.Count > 0)
            {
                runs.Add(run);
                run = [];
            }
        }

        if (run.Count > 0) runs.Add(run);
        return runs;
    }

    public void Append(SvgText svg, PlotLine line, int index)
    {
        if (panel.IsEmpty) return;
        var runs = Runs(line);
        if (line.IsJoined) Join(svg, line, index, runs);
        // A point alone between gaps is no line: without a mark nobody would see it.
        var marked = IsMarked(line) ? runs : [.. runs.Where(run => run.Count == 1)];
        if (marked.Count == 0) return;
        svg.Add($"<path class=\"mark {PlotStyle.Of(index)}\" d=\"");
        foreach (var (x, y) in marked.SelectMany(run => run)) PlotMark.Append(svg, PlotStyle.Turn(index), x, y, 3.6);
        svg.Markup("\"/>\n");
    }

    public static bool IsMarked(PlotLine line) => !line.IsJoined || line.Points.Count <= MostMarked;

    private static void Join(SvgText svg, PlotLine line, int index, List<List<(double X, double Y)>> runs)
    {
        svg.Add($"<path class=\"line {PlotStyle.Of(index)}\" d=\"");
        foreach (var run in runs.Where(run => run.Count > 1))
        {
            var first = true;
            foreach (var (x, y) in Thinned(run))
            {
                svg.Add($"{(first ? "M" : "L")}{x} {y}");
                first = false;
            }
        }

        svg.Add($"\"><title>{line.Name}</title></path>\n");
    }

    /// <summary>Of the points that follow each other in one column of pixels: the first, the lowest, the highest and the last.</summary>
    public static IEnumerable<(double X, double Y)> Thinned(List<(double X, double Y)> run)
    {
        for (var begin = 0; begin < run.Count;)
        {
            int low = begin, high = begin, end = begin;
            while (end < run.Count && Math.Floor(run[end].X) == Math.Floor(run[begin].X))
            {
                if (run[end].Y < run[low].Y) low = end;
                if (run[end].Y > run[high].Y) high = end;
                end++;
            }

            var last = int.MinValue;
            foreach (var kept in (int[])[begin, Math.Min(low, high), Math.Max(low, high), end - 1])
            {
                if (kept != last) yield return run[kept];
                last = kept;
            }

            begin = end;
        }
    }
}
