using System.Globalization;
using System.Numerics;
using Levain.Numerics;

namespace Levain.Tests.Numerics;

/// <summary>mpmath-values.txt holds what another program, mpmath, takes the true values to be; mpmath-values.py made it.</summary>
public sealed class GoldenValueTests
{
    [Fact]
    public void The_references_agree_with_mpmath_to_117_bits()
    {
        foreach (var line in Lines())
        {
            var reference = line.Y is { } y ? Two(line.Name)(line.X, y) : Functions.Named(line.Name).True(line.X);
            var scale = Math.Max(reference.Scale, line.True.Scale);
            var difference = BigInteger.Abs(reference.At(scale).Units - line.True.At(scale).Units);
            // One unit of 2^-117 of the value: mpmath's own is 2^-120, rounded.
            Assert.True(difference <= BigInteger.Abs(line.True.At(scale).Units) >> 117, line.ToString());
        }
    }

    [Fact]
    public void Every_function_is_within_one_unit_in_the_last_place_of_mpmath()
    {
        foreach (var line in Lines())
        {
            var result = line.Y is { } y ? (line.Name == "Pow" ? Elementary.Pow(line.X, y) : Elementary.Atan2(line.X, y)) : Functions.Named(line.Name).One(line.X);
            Assert.True(line.True.UlpsFrom(result) <= 1.0, line.ToString());
        }
    }

    private static Func<double, double, Real> Two(string name) => name == "Pow" ? Reference.Pow : Reference.Atan2;

    private static List<Line> Lines()
    {
        using var stream = typeof(GoldenValueTests).Assembly.GetManifestResourceStream("mpmath-values.txt")!;
        using var reader = new StreamReader(stream);
        List<Line> lines = [];
        while (reader.ReadLine() is { } text) lines.Add(Line.Parse(text.Split(' ')));
        Assert.True(lines.Count > 1500);
        return lines;
    }

    private sealed record Line(string Name, double X, double? Y, Real True)
    {
        public static Line Parse(string[] fields) => new(fields[0], Number(fields[1]), fields.Length > 4 ? Number(fields[2]) : null, new Real(Whole(fields[^2]), -int.Parse(fields[^1], CultureInfo.InvariantCulture)));

        private static double Number(string hex) => BitConverter.UInt64BitsToDouble(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        private static BigInteger Whole(string hex) => hex[0] == '-' ? -Whole(hex[1..]) : BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
