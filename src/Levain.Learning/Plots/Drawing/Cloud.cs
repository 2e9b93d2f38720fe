using Levain.Learning;

namespace Levain.Drawing;

/// <summary>Points on a panel; when they are very many, those that lie together become one mark, the fuller the more they are.</summary>
internal sealed class Cloud(Panel panel, IReadOnlyList<PlotPoint> points)
{
    private const int MostMarks = 2500;
    private static readonly string[] Weights = ["thin", "some", "thick"];

    /// <summary>Draws them, and says for how many points the fullest mark stands.</summary>
    public long Append(SvgText svg, string name, int index)
    {
        if (panel.IsEmpty) return 1;
        List<(double X, double Y)> drawn = [.. points.Where(point => panel.Takes(point.X, point.Y)).Select(point => (panel.X(point.X), panel.Y(point.Y)))];
        if (drawn.Count <= MostMarks)
        {
            Append(svg, name, index, "some", drawn, drawn.Count > 400 ? 2.4 : 3.4);
            return 1;
        }

        var size = 2;
        var cells = Cells(drawn, size);
        while (cells.Count > MostMarks) cells = Cells(drawn, size *= 2);
        var most = cells.Values.Max();
        for (var weight = 0; weight < Weights.Length; weight++)
            Append(svg, name, index, Weights[weight], [.. cells.Where(cell => Weight(cell.Value, most) == weight).Select(cell => ((cell.Key.X + 0.5) * size, (cell.Key.Y + 0.5) * size))], Math.Max(1.6, size * 0.45));
        return most;
    }

    private static void Append(SvgText svg, string name, int index, string weight, List<(double X, double Y)> marks, double size)
    {
        if (marks.Count == 0) return;
        svg.Add($"<path class=\"cloud {weight} {PlotStyle.Of(index)}\" d=\"");
        foreach (var (x, y) in marks) PlotMark.Append(svg, PlotStyle.Turn(index), x, y, size);
        svg.Add($"\"><title>{name}</title></path>\n");
    }

    private static SortedDictionary<(int X, int Y), long> Cells(List<(double X, double Y)> drawn, int size)
    {
        var cells = new SortedDictionary<(int X, int Y), long>();
        foreach (var (x, y) in drawn)
        {
            var cell = ((int)Math.Floor(x / size), (int)Math.Floor(y / size));
            cells[cell] = cells.GetValueOrDefault(cell) + 1;
        }

        return cells;
    }

    // By the logarithm of the count, cut in three.
    private static int Weight(long count, long most)
    {
        double cube = (double)count * count * count;
        return cube <= most ? 0 : cube <= (double)most * most ? 1 : 2;
    }
}
