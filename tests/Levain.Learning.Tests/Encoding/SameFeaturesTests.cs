using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Encoders;

namespace Levain.Learning.Tests.Encoders;

/// <summary>Features do not depend on how they are made.</summary>
public sealed class SameFeaturesTests
{
    private static readonly Arbitrary<(FeaturePipeline Pipeline, Odd[] Training, Odd[] Rows)> Cases = Arb.From(
        from pipeline in RandomFeatures.Pipelines
        from training in RandomFeatures.Training
        from rows in Odd.Some
        select (pipeline, training, rows));

    [Fact]
    public void Rows_one_by_one_are_the_rows_of_the_table() => Prop.ForAll(Cases, one =>
    {
        var features = one.Pipeline.Fit(Odd.Table(one.Training));
        var matrix = features.Encode(Odd.Table(one.Rows));
        var values = new float[features.Features.Count];
        for (var row = 0; row < one.Rows.Length; row++)
        {
            features.Encode(Before(features, one, row), values);
            Assert.Equal(Encoded.Bits(matrix.Row(row)), Encoded.Bits(values));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_training_rows_does_not_matter() => Prop.ForAll(Cases, one =>
    {
        var (there, back) = (one.Pipeline.Fit(Odd.Table(one.Training)), one.Pipeline.Fit(Odd.Table([.. one.Training.Reverse()])));
        Assert.Equal(FeaturesJson.Write(there), FeaturesJson.Write(back));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Threads_and_cultures_do_not_matter() => Prop.ForAll(Cases, one =>
    {
        var alone = one.Pipeline.Fit(Odd.Table(one.Training));
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "−" } };
            var together = one.Pipeline.Fit(Odd.Table(one.Training), threads: 3);
            Assert.Equal(FeaturesJson.Write(alone), FeaturesJson.Write(together));
            Assert.Equal(Bits(alone.Encode(Odd.Table(one.Rows))), Bits(together.Encode(Odd.Table(one.Rows), threads: 3)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Saved_features_are_the_same_features() => Prop.ForAll(Cases, one =>
    {
        var features = one.Pipeline.Fit(Odd.Table(one.Training));
        var bytes = FeaturesJson.Write(features);

        var read = FeaturesJson.Read(bytes, "features.json");

        Assert.Equal(bytes, FeaturesJson.Write(read));
        Assert.Equal(features.Features, read.Features);
        Assert.Equal(Bits(features.Encode(Odd.Table(one.Rows))), Bits(read.Encode(Odd.Table(one.Rows))));
    }).QuickCheckThrowOnFailure();

    // The rows before a row in the first lag's group and order, which is the only one when there is one; the row alone without.
    private static RawRow[] Before(FittedFeatures features, (FeaturePipeline Pipeline, Odd[] Training, Odd[] Rows) one, int row)
    {
        var group = one.Pipeline.Encoders.OfType<LagEncoder>().FirstOrDefault()?.GroupBy ?? [];
        var of = (Odd odd) => (group.Contains("text") ? odd.Text : null, group.Contains("truth") ? odd.Truth : null, group.Contains("whole") ? odd.Whole : null);
        return [.. one.Rows.Select((odd, place) => (odd, place)).Where(other => of(other.odd) == of(one.Rows[row]))
            .OrderBy(other => other.odd.Days).ThenBy(other => other.place).TakeWhile(other => other.place != row).Append((odd: one.Rows[row], place: row)).Select(other => Read(features, other.odd))];
    }

    private static RawRow Read(FittedFeatures features, Odd odd)
    {
        var raw = features.NewRow();
        raw.Read(odd.Json());
        return raw;
    }

    private static int[] Bits(DenseMatrix matrix) => [.. Enumerable.Range(0, matrix.RowCount).SelectMany(row => Encoded.Bits(matrix.Row(row)))];
}
