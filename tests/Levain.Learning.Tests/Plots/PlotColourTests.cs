using System.Globalization;
using System.Text.RegularExpressions;

namespace Levain.Learning.Tests.Plots;

/// <summary>What the colours of the style promise to eyes that see fewer, measured on the style that plots carry.</summary>
public sealed class PlotColourTests
{
    // What a red cone and what a green cone missing leaves of a colour, in light: the matrices of Viénot, Brettel and Mollon for protanopes and deuteranopes.
    private static readonly double[][,] Eyes =
    [
        new[,] { { 1.0, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
        new[,] { { 0.11238, 0.88762, 0 }, { 0.11238, 0.88762, 0 }, { 0.00401, -0.00401, 1 } },
        new[,] { { 0.29275, 0.70725, 0 }, { 0.29275, 0.70725, 0 }, { -0.02234, 0.02234, 1 } },
    ];

    [Theory]
    [InlineData(false, 'c', 6)]
    [InlineData(true, 'c', 6)]
    [InlineData(false, 'r', 9)]
    [InlineData(true, 'r', 9)]
    public void Every_colour_stands_out_three_to_one_from_its_page(bool byNight, char kind, int count)
    {
        var page = Light(byNight ? "0f141b" : "ffffff");

        var colours = Colours(byNight, kind);

        Assert.Equal(count, colours.Length);
        Assert.All(colours, colour => Assert.True(Contrast(Light(colour), page) >= 3, $"#{colour} has {Contrast(Light(colour), page):0.00}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void More_is_lighter_to_every_eye(bool byNight)
    {
        foreach (var eye in Eyes)
        {
            double[] lights = [.. Colours(byNight, 'r').Select(colour => Luminance(Seen(Light(colour), eye)))];

            Assert.Equal(lights.Order(), lights);
            Assert.True(lights[^1] > 2 * lights[0]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_three_colours_are_three_to_every_eye(bool byNight)
    {
        var colours = Colours(byNight, 'c')[..3];
        foreach (var eye in Eyes)
            for (var i = 0; i < colours.Length; i++)
                for (var j = 0; j < i; j++)
                    Assert.True(Distance(Seen(Light(colours[i]), eye), Seen(Light(colours[j]), eye)) > 0.1, $"#{colours[i]} and #{colours[j]} look alike");
    }

    private static string[] Colours(bool byNight, char kind)
    {
        var style = (Gallery.Study with { HasPage = true }).ToSvg();
        style = style[..style.IndexOf("</style>\n<rect", StringComparison.Ordinal)];
        string[] found = [.. Regex.Matches(style, $@"\.{kind}[0-9]\{{color:#([0-9a-f]{{6}})\}}").Select(match => match.Groups[1].Value)];
        return byNight ? found[(found.Length / 2)..] : found[..(found.Length / 2)];
    }

    private static double[] Light(string colour) =>
        [.. Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];

    private static double[] Seen(double[] light, double[,] eye) =>
        [.. Enumerable.Range(0, 3).Select(row => Math.Clamp(eye[row, 0] * light[0] + eye[row, 1] * light[1] + eye[row, 2] * light[2], 0, 1))];

    private static double Luminance(double[] light) => 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];

    private static double Contrast(double[] one, double[] other) =>
        (Math.Max(Luminance(one), Luminance(other)) + 0.05) / (Math.Min(Luminance(one), Luminance(other)) + 0.05);

    // In OKLab, where 0.02 is about as little as is seen.
    private static double Distance(double[] one, double[] other) => Math.Sqrt(Lab(one).Zip(Lab(other), (a, b) => (a - b) * (a - b)).Sum());

    private static double[] Lab(double[] light)
    {
        var l = Math.Cbrt(0.4122214708 * light[0] + 0.5363325363 * light[1] + 0.0514459929 * light[2]);
        var m = Math.Cbrt(0.2119034982 * light[0] + 0.6806995451 * light[1] + 0.1073969566 * light[2]);
        var s = Math.Cbrt(0.0883024619 * light[0] + 0.2817188376 * light[1] + 0.6299787005 * light[2]);
        return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
    }
}
