namespace Levain.Registry.Pages;

/// <summary>The style that every plot brings along, once for a page instead of once for each.</summary>
internal static class PlotStyles
{
    private const string Begin = "<style>", End = "</style>\n";

    /// <summary>The style of a plot, whichever: all have the same.</summary>
    public static string Of(string svg) => svg[Start(svg)..Stop(svg)];

    public static string Without(string svg) => svg[..Start(svg)] + svg[Stop(svg)..];

    private static int Start(string svg) => svg.IndexOf(Begin, StringComparison.Ordinal) is >= 0 and var at ? at : throw new InvalidOperationException("a plot has no style");

    private static int Stop(string svg) => svg.IndexOf(End, StringComparison.Ordinal) + End.Length;
}
