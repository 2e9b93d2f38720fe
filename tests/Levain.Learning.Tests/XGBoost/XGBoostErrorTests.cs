namespace Levain.Learning.Tests.XGBoost;

public sealed class XGBoostErrorTests
{
    [Theory]
    [InlineData("[21:13:16] ./src/objective/objective.cc:26: Unknown objective function: `foo`\nObjective candidate: survival:aft\nStack trace:\n  [bt] (0) /usr/lib/libxgboost.so(f+0x1) [0x7f]", "XGBoost: Unknown objective function: `foo`")]
    [InlineData("Invalid Parameter format for learning_rate expect float but value='abc'", "XGBoost: Invalid Parameter format for learning_rate expect float but value='abc'")]
    [InlineData("[21:13:16] ./src/tree/updater_colmaker.cc:177: Check failed: param_.max_depth > 0 (0 vs. 0) : exact tree method doesn't support unlimited depth.", "XGBoost: exact tree method doesn't support unlimited depth")]
    [InlineData("[21:13:16] ./src/objective/./regression_loss.h:94: Check failed: base_score > 0.0f && base_score < 1.0f: base_score must be in (0,1) for logistic loss, got: 2", "XGBoost: base_score must be in (0,1) for logistic loss, got: 2")]
    [InlineData("[21:13:16] ./src/x.cc:1: Check failed: a == b (1 vs. 2) : ", "XGBoost: `a == b (1 vs. 2)` does not hold")]
    [InlineData("", "XGBoost: it does not say what")]
    public void A_person_reads_one_line_without_places_in_the_sources(string said, string told) => Assert.Equal(told, XGBoostError.Sentence(said));
}
