namespace Levain.Learning.Tuning;

/// <summary>The rows of a study as plots need them.</summary>
internal sealed class StudyRows
{
    private readonly SearchSpace space;
    private readonly string?[] states;

    public StudyRows(SearchSpace space, Table study)
    {
        this.space = space;
        var (scores, words) = (study.Doubles("score"), study.Strings("state"));
        Trials = study.Ints("trial").Values.ToArray();
        Scores = [.. Enumerable.Range(0, study.RowCount).Select(row => scores.At(row) ?? double.NaN)];
        states = [.. Enumerable.Range(0, study.RowCount).Select(row => words[row])];
        Values = [.. space.Parameters.Select(parameter => parameter.Read(study))];
        Complete = [.. Of(TrialState.Complete)];
    }

    public int[] Trials { get; }

    /// <summary>Not a number where a trial has none.</summary>
    public double[] Scores { get; }

    /// <summary>For each parameter the value of each row.</summary>
    public double[][] Values { get; }

    /// <summary>The rows of complete trials.</summary>
    public int[] Complete { get; }

    public int? Best(bool higherIsBetter) => Complete.Length == 0 ? null : Complete.MinBy(row => PastTrial.Score(Scores[row], higherIsBetter));

    public string Told() => $"{Trials.Length} trials: {string.Join(", ", Enum.GetValues<TrialState>().Select(state => (Word: TrialResult.Word(state), Count: Of(state).Count())).Where(state => state.Count > 0).Select(state => $"{state.Count} {state.Word}"))}";

    /// <summary>Of complete trials: what a pruned one had come to when it stopped says nothing beside them.</summary>
    public PlotPoints Points(Func<int, double> across) => new("complete trials", [.. Complete.Select(row => new PlotPoint(across(row), Scores[row]))]);

    /// <summary>Of complete trials.</summary>
    public double[] Importance() => VarianceShares.Of(
        [.. space.Parameters.Select((parameter, i) => Complete.Select(row => parameter.Share(Values[i][row])).ToArray())],
        [.. Complete.Select(row => Scores[row])]);

    private IEnumerable<int> Of(TrialState state) => Enumerable.Range(0, states.Length).Where(row => states[row] == TrialResult.Word(state));
}
