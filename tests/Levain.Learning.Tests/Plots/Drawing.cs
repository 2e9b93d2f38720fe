using System.Xml.Linq;

namespace Levain.Learning.Tests.Plots;

/// <summary>The picture of a plot, read back.</summary>
internal static class Drawing
{
    public static XDocument Parsed(Plot plot) => XDocument.Parse(plot.ToSvg());

    /// <summary>Fails unless the picture is well formed and every place in it is a number.</summary>
    public static void AssertDrawn(Plot plot)
    {
        var numbers = XDocument.Parse(plot.ToSvg()).Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "viewBox" or "transform" or "fill-opacity");
        foreach (var attribute in numbers)
        {
            Assert.DoesNotMatch("NaN|Infinity|∞|[0-9][eE]", attribute.Value);
            Assert.False(attribute.Name.LocalName is "width" or "height" && attribute.Value.StartsWith('-'), $"{attribute} of {plot.GetType().Name} is negative");
        }
    }
}
