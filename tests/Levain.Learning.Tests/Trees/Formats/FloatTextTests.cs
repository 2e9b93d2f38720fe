using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Formats;

namespace Levain.Learning.Tests.Trees.Formats;

public sealed class FloatTextTests
{
    [Theory]
    [InlineData(0f, "0E0")]
    [InlineData(-0f, "-0E0")]
    [InlineData(1f, "1E0")]
    [InlineData(-1.25f, "-1.25E0")]
    [InlineData(0.3f, "3E-1")]
    [InlineData(120f, "1.2E2")]
    [InlineData(16777216f, "1.6777216E7")]
    [InlineData(1e-45f, "1E-45")]
    [InlineData(1.17549435E-38f, "1.1754944E-38")]
    [InlineData(float.MaxValue, "3.4028235E38")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_number_has_one_text(float value, string text) => Assert.Equal(text, Write(value));

    [Fact]
    public void Every_number_reads_back_with_the_same_bits() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(Arb.From(Gen.Choose(int.MinValue, int.MaxValue)), bits =>
        {
            var value = BitConverter.Int32BitsToSingle(bits);
            return float.IsNaN(value) || BitConverter.SingleToInt32Bits(FloatText.Read(Encoding.ASCII.GetBytes(Write(value)))!.Value) == bits;
        }));

    [Fact]
    public void Any_decimal_is_rounded_once()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            // Digits around the middle between two floats, where rounding twice goes wrong.
            var low = BitConverter.Int32BitsToSingle(random.Next(0x0080_0000, 0x7F00_0000));
            var middle = ((double)low + MathF.BitIncrement(low)) / 2;
            var text = middle.ToString(random.Next(4) == 0 ? "R" : "E" + random.Next(4, 16).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace("E+0", "E", StringComparison.Ordinal);

            Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), FloatText.Read(Encoding.ASCII.GetBytes(text)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1E")]
    [InlineData("1E+-1")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData("nan")]
    [InlineData(" 1")]
    [InlineData("1e5e5")]
    public void What_is_no_number_is_none(string text) => Assert.Null(FloatText.Read(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void XGBoost_reads_the_same_bits()
    {
        PythonXGBoost.Require();
        var random = new Random(5);
        float[] values = [-0f, 0f, float.Epsilon, -float.Epsilon, float.MaxValue, -float.MaxValue, 1.17549435E-38f, 1.17549421E-38f, 16777217f, 0.1f,
            .. Enumerable.Range(0, 20_000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).Where(float.IsFinite)];
        using var folder = new ModelFolder();
        folder.Write("leaves", LeafOfEach(values));
        folder.Write("values", values);

        PythonXGBoost.Run(
            """
            import sys, numpy as np, xgboost as xgb
            values = np.fromfile(sys.argv[1] + '/values', dtype='f4')
            for form in ('json', 'ubj'):
                booster = xgb.Booster()
                booster.load_model(sys.argv[1] + '/leaves.' + form)
                raw = bytes(booster.save_raw('ubj'))
                at, read = 0, []
                while True:
                    at = raw.find(b'split_conditions[$d#L', at)
                    if at < 0: break
                    at += 29
                    read.append(raw[at:at + 4])
                assert b''.join(read) == values.astype('>f4').tobytes(), form
            """,
            folder.Path);
    }

    private static TreeModel LeafOfEach(float[] values) => new()
    {
        Features = [new("x")],
        Objective = Objective.SquaredError,
        BaseScore = 0,
        Trees = [.. values.Select(value => new Tree([new() { Left = -1, Right = -1, Value = value, Categories = -1 }], []))],
        Outputs = [.. values.Select(_ => 0)],
    };

    private static string Write(float value)
    {
        Span<byte> text = stackalloc byte[FloatText.Longest];
        return Encoding.ASCII.GetString(text[..FloatText.Write(value, text)]);
    }
}
