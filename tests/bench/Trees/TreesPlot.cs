using System.Globalization;
using System.Text;

namespace Levain.Bench.Trees;

/// <summary>The curves as a picture of its own: one SVG file, readable on light and dark pages.</summary>
internal static class TreesPlot
{
    private const int Width = 940, PanelWidth = 372, PanelHeight = 196, Left = 62, Top = 108, ColumnGap = 96, RowGap = 104;

    public static string Of(IReadOnlyList<TreesCurve> curves)
    {
        var height = Top + (curves.Count + 1) / 2 * (PanelHeight + RowGap) - RowGap + 66;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-labelledby=\"title desc\">\n");
        text.Append("<title id=\"title\">Training time by rows, columns, depth and threads</title>\n");
        text.Append(CultureInfo.InvariantCulture, $"<desc id=\"desc\">{Description(curves)}</desc>\n{Style}<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"10\"/>\n");
        text.Append("<text class=\"head\" x=\"24\" y=\"36\">Training 100 trees: seconds from arrays in memory to the model</text>\n");
        text.Append("<text class=\"sum\" x=\"24\" y=\"56\">dense numbers, logistic loss, 256 bins; both sides in turn, each training in a process of its own</text>\n");
        text.Append("<g class=\"key\"><path class=\"ours\" d=\"M660 31h26\"/><text x=\"694\" y=\"36\">Levain</text><path class=\"theirs\" d=\"M766 31h26\"/><text x=\"800\" y=\"36\">XGBoost hist</text></g>\n");
        for (var i = 0; i < curves.Count; i++) Append(text, curves[i], Left + i % 2 * (PanelWidth + ColumnGap), Top + i / 2 * (PanelHeight + RowGap));
        return text.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder text, TreesCurve curve, int left, int top)
    {
        var (x, y) = (Axis.Across(curve), Axis.Up(curve));
        text.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({left} {top})\">\n<text class=\"name\" x=\"0\" y=\"-16\">by {curve.What}</text><text class=\"sum\" x=\"{PanelWidth}\" y=\"-16\" text-anchor=\"end\">{curve.Fixed}</text>\n");
        foreach (var tick in y.Ticks)
            text.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M0 {Down(y, tick):0.#}H{PanelWidth}\"/><text class=\"tick\" x=\"-8\" y=\"{Down(y, tick) + 4:0.#}\" text-anchor=\"end\">{Number(tick)} s</text>\n");
        foreach (var tick in x.Ticks)
            text.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Across(x, tick):0.#}\" y=\"{PanelHeight + 18}\" text-anchor=\"middle\">{Count(tick)}</text>\n");
        text.Append(CultureInfo.InvariantCulture, $"<path class=\"base\" d=\"M0 {PanelHeight}H{PanelWidth}\"/>\n");
        Append(text, curve, x, y, "theirs", point => point.Theirs);
        Append(text, curve, x, y, "ours", point => point.Ours);
        text.Append("</g>\n");
    }

    private static void Append(StringBuilder text, TreesCurve curve, Axis x, Axis y, string side, Func<TreesPoint, double> seconds)
    {
        text.Append(CultureInfo.InvariantCulture, $"<path class=\"{side}\" d=\"M{string.Join('L', curve.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{Across(x, point.X):0.#} {Down(y, seconds(point)):0.#}")))}\"/>\n");
        foreach (var point in curve.Points)
            text.Append(CultureInfo.InvariantCulture, $"<circle class=\"{side}\" cx=\"{Across(x, point.X):0.#}\" cy=\"{Down(y, seconds(point)):0.#}\" r=\"3.2\"><title>{Number(point.X)} {curve.What}: {seconds(point):0.###} s</title></circle>\n");
        var last = curve.Points[^1];
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"end {side}\" x=\"{Across(x, last.X) + 8:0.#}\" y=\"{Down(y, seconds(last)) + 4:0.#}\">{Number(Math.Round(seconds(last), 2))} s</text>\n");
    }

    private static double Across(Axis axis, double value) => 14 + axis.Part(value) * (PanelWidth - 28);

    private static double Down(Axis axis, double value) => PanelHeight - axis.Part(value) * PanelHeight;

    private static string Description(IReadOnlyList<TreesCurve> curves) => string.Join(" ", curves.Select(curve =>
        string.Create(CultureInfo.InvariantCulture, $"By {curve.What} ({curve.Fixed}), up to {Count(curve.Points[^1].X)}: Levain {curve.Points[^1].Ours:0.##} s, XGBoost {curve.Points[^1].Theirs:0.##} s.")));

    private static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    private static string Count(double value) => value >= 1e6 ? Number(Math.Round(value / 1e6, 1)) + " M" : value >= 10_000 ? Number(Math.Round(value / 1e3)) + " k" : Number(value);

    private const string Style =
        """
        <style>
        text{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:13px;fill:#1f2733}
        .page{fill:#fff}.head{font-size:16px;font-weight:600}.name{font-weight:600}.sum,.tick{font-size:11px;fill:#566071}
        .grid{stroke:#e4e8ee;stroke-width:1}.base{stroke:#98a2b3;stroke-width:1.2}
        path.ours,path.theirs{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}
        path.ours{stroke:#1f6feb}circle.ours,text.ours{fill:#1f6feb}path.theirs{stroke:#c2710c}circle.theirs,text.theirs{fill:#c2710c}
        .end{font-size:11px;font-weight:600}
        @media (prefers-color-scheme:dark){
        text{fill:#e6eaf0}.page{fill:#0f141b}.sum,.tick{fill:#a3adbb}.grid{stroke:#232c38}.base{stroke:#66707f}
        path.ours{stroke:#58a6ff}circle.ours,text.ours{fill:#58a6ff}path.theirs{stroke:#e8a33d}circle.theirs,text.theirs{fill:#e8a33d}
        }
        </style>

        """;

    /// <summary>From where to where an axis goes, and what stands beside it.</summary>
    private sealed record Axis(double From, double To, bool IsLogarithmic, IReadOnlyList<double> Ticks)
    {
        public static Axis Across(TreesCurve curve)
        {
            double[] values = [.. curve.Points.Select(point => point.X)];
            return curve.IsLogarithmic ? new(values[0], values[^1], true, values) : new(values.Length == 1 ? values[0] - 1 : values[0], values.Length == 1 ? values[0] + 1 : values[^1], false, values);
        }

        public static Axis Up(TreesCurve curve)
        {
            double[] values = [.. curve.Points.SelectMany(point => new[] { point.Ours, point.Theirs })];
            var most = values.Max();
            if (!curve.IsLogarithmic)
            {
                var step = Step(most / 4);
                double[] ticks = [.. Enumerable.Range(0, (int)Math.Ceiling(most / step) + 1).Select(i => i * step)];
                return new(0, ticks[^1], false, ticks);
            }

            var (from, to) = (Power(values.Min()), Power(most));
            double[] marks = [.. Enumerable.Range((int)Math.Floor(Math.Log10(from)), 8).SelectMany(power => new[] { 1, 2, 5 }.Select(part => part * Math.Pow(10, power))).Where(mark => mark >= from * 0.99 && mark / to < 2.51)];
            marks = [.. marks.TakeWhile((mark, i) => i == 0 || marks[i - 1] < most)];
            return new(marks[0], marks[^1], true, marks);
        }

        public double Part(double value) => IsLogarithmic ? Math.Log(value / From) / Math.Log(To / From) : (value - From) / (To - From);

        // The greatest of 1, 2 and 5 by a power of ten that is not above it.
        private static double Power(double value)
        {
            var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
            return value / power >= 5 ? 5 * power : value / power >= 2 ? 2 * power : power;
        }

        private static double Step(double least)
        {
            var power = Power(least);
            return power >= least ? power : power * (power.ToString("E0", CultureInfo.InvariantCulture)[0] == '2' ? 2.5 : 2);
        }
    }
}
