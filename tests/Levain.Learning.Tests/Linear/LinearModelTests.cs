using System.Text;
using Levain.Learning.Linear;

namespace Levain.Learning.Tests.Linear;

public sealed class LinearModelTests
{
    private const string Saved = """
        {
         "format": "levain.linear/1",
         "kind": "logistic",
         "intercept": -0.25,
         "coefficients": [
          {
           "feature": "distance",
           "value": 1.5
          },
          {
           "feature": "angle",
           "value": -2
          }
         ]
        }

        """;

    private static readonly LinearModel Model = new() { Kind = LinearKind.Logistic, Intercept = -0.25, Coefficients = [new("distance", 1.5), new("angle", -2)] };

    [Fact]
    public void A_model_is_saved_as_JSON_that_people_can_read() => Assert.Equal(Saved, Encoding.UTF8.GetString(LinearJson.Write(Model)));

    [Fact]
    public void A_saved_model_comes_back()
    {
        var model = LinearJson.Read(Encoding.UTF8.GetBytes(Saved), "linear.json");

        Assert.Equal((Model.Kind, Model.Intercept), (model.Kind, model.Intercept));
        Assert.Equal(Model.Coefficients, model.Coefficients);
    }

    [Theory]
    [InlineData("levain.linear/1", "levain.linear/2", "the model is of format `levain.linear/2`, which this version does not know: it knows `levain.linear/1`")]
    [InlineData("levain.linear/1", "pickle", "this is no file of a linear model: its format is `pickle`")]
    [InlineData("logistic", "cubic", "there is no linear model of kind `cubic`")]
    [InlineData("-0.25", "1e999", "the number is beyond all doubles")]
    [InlineData("-0.25", "\"-0.25\"", "expected a number, found a text")]
    [InlineData("-0.25", "-0.250", "is not written as this version writes the same model")]
    [InlineData("\"intercept\": -0.25,", "", "lacks a `kind`, an `intercept` or `coefficients`")]
    [InlineData("\"kind\": \"logistic\",", "\"kind\": \"logistic\", \"link\": \"probit\",", "is not written as this version writes the same model")]
    [InlineData("\"angle\"", "\"distance\"", "has two coefficients of feature `distance`")]
    [InlineData("\"feature\": \"angle\",", "", "a coefficient needs a `feature` and a `value`")]
    [InlineData("\"format\": \"levain.linear/1\",", "", "`format` must come first")]
    public void A_changed_file_is_refused(string before, string after, string message)
    {
        Assert.Contains(before, Saved, StringComparison.Ordinal);

        var error = Assert.Throws<BuildException>(() => LinearJson.Read(Encoding.UTF8.GetBytes(Saved.Replace(before, after, StringComparison.Ordinal)), "linear.json"));

        Assert.StartsWith("linear.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Saved);
        for (var length = 0; length < bytes.Length; length++) Assert.Throws<BuildException>(() => LinearJson.Read(bytes[..length], "linear.json"));
    }

    [Fact]
    public void Any_other_byte_is_refused_or_means_another_model()
    {
        var random = new Numerics.CounterRandom(Seed: 5);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Saved);
            for (var change = 0; change <= random.Below((ulong)i * 8, 3); change++)
                bytes[random.Below((ulong)(i * 8 + change * 2 + 1), bytes.Length)] = (byte)random.At((ulong)(i * 8 + change * 2 + 2));
            try
            {
                Assert.Equal(bytes, LinearJson.Write(LinearJson.Read(bytes, "linear.json")));
            }
            catch (BuildException error)
            {
                Assert.StartsWith("linear.json", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_row_is_predicted_as_in_a_matrix_to_the_last_bit(bool isLogistic)
    {
        var set = LinearSets.Of(5000, isLogistic);
        var model = LinearFits.Of(isLogistic, set);
        var row = new float[5];

        var predictions = model.Predictions(set.Features, threads: 3);

        for (var i = 0; i < predictions.Length; i++)
        {
            set.Features.CopyRow(i, row);
            Assert.Equal(BitConverter.SingleToInt32Bits(predictions[i]), BitConverter.SingleToInt32Bits(model.Predict(row)));
        }
    }

    [Fact]
    public void Features_are_found_by_name()
    {
        var rows = new DenseMatrix([new("angle"), new("club", FeatureKind.Category), new("distance")], [[0.5f], [3], [2]]);

        Assert.Equal(Model.Predict([2, 0.5f]), Assert.Single(Model.Predictions(rows)));
    }

    [Fact]
    public void A_feature_that_is_not_there_is_told()
    {
        var rows = new DenseMatrix([new("angel"), new("distance")], [[0.5f], [2]]);

        Assert.Equal("the matrix has no feature `angle`", Assert.Throws<BuildException>(() => Model.Predictions(rows)).Message);
    }

    [Fact]
    public void A_row_that_lacks_a_value_has_no_prediction()
    {
        var rows = new DenseMatrix([new("distance"), new("angle")], [[2, 2], [0.5f, float.NaN]]);

        Assert.Equal("feature `angle` has no value in row 2, and a linear model needs a number", Assert.Throws<BuildException>(() => Model.Predictions(rows)).Message);
        Assert.Equal("feature `angle` has no value, and a linear model needs a number", Assert.Throws<BuildException>(() => Model.Predict([2, float.NaN])).Message);
    }
}
