using System.Text;

namespace Levain.Learning.Tests.Tuning;

public sealed class TrialResultTests
{
    public static TheoryData<TrialResult> Results =>
    [
        new TrialResult { State = TrialState.Complete, Score = 0.1, Curve = [0.3, 1.0 / 3, 0.1] },
        new TrialResult { State = TrialState.Pruned, Score = -1e300, Curve = [double.NaN, double.PositiveInfinity, -1e300] },
        new TrialResult { State = TrialState.Pruned, Curve = [double.NaN] },
        new TrialResult { State = TrialState.Failed, Error = "no \"such\" <thing>\nat all", Hint = "try another" },
    ];

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void A_result_is_read_as_it_was_written(TrialResult result)
    {
        using var file = new MemoryStream();
        result.Write(file);
        file.Position = 0;

        var read = TrialResult.Read(file);

        Assert.Equal((result.State, result.Score, result.Error, result.Hint), (read.State, read.Score, read.Error, read.Hint));
        Assert.Equal(result.Curve, read.Curve);
    }

    [Theory]
    [InlineData("", "trial.json:1:1: the file is empty")]
    [InlineData("{", "trial.json:1:2: ")]
    [InlineData("[]", "trial.json:1:1: expected an object, found a list")]
    [InlineData("{}", "trial.json is no trial of format `levain.trial/1`")]
    [InlineData("{\"format\":\"levain.trial/2\",\"state\":\"complete\"}", "trial.json is no trial of format `levain.trial/1`")]
    [InlineData("{\"format\":\"levain.trial/1\",\"state\":\"done\"}", "a trial is `complete`, `pruned` or `failed`")]
    [InlineData("{\"format\":\"levain.trial/1\",\"score\":0.5}", "expected a text in quotes, found `0.5`")]
    [InlineData("{\"format\":\"levain.trial/1\",\"curve\":[\"half\"]}", "expected a number as a text")]
    public void What_is_no_result_is_told_in_one_sentence(string json, string expected)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));

        Assert.Contains(expected, Assert.Throws<BuildException>(() => TrialResult.Read(file)).Message, StringComparison.Ordinal);
    }
}
