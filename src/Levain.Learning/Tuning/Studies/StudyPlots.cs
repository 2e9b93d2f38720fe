using Levain.Drawing;
using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>The pictures of a study: how it went, what mattered, and where the good values lie.</summary>
/// <param name="space">The space that the study was made with.</param>
/// <param name="study">The table <see cref="TuningStage{TModel}.Study"/>.</param>
/// <param name="higherIsBetter">Whether the best score is the highest.</param>
public sealed class StudyPlots(SearchSpace space, Table study, bool higherIsBetter)
{
    private readonly StudyRows rows = new(space, study);

    /// <summary>The parameters of the best trial as people read them; none where no trial is complete.</summary>
    internal IEnumerable<(string Name, string Value)> BestParameters =>
        rows.Best(higherIsBetter) is { } row ? space.Parameters.Select((parameter, i) => (parameter.Name, parameter is ChoiceParameter choice ? choice.Choices[(int)rows.Values[i][row]] : PlotNumber.Of(rows.Values[i][row]))) : [];

    /// <summary>How many trials there are, and how they ended.</summary>
    internal string Told => rows.Told();

    /// <summary>The score of each complete trial, and the best so far.</summary>
    public ScatterPlot History
    {
        get
        {
            var best = rows.Best(higherIsBetter);
            return new()
            {
                Title = "Scores of the trials",
                Summary = $"{rows.Told()}{(best is { } row ? FormattableString.Invariant($"; the best is {rows.Scores[row]:g6}, of trial {rows.Trials[row]}") : "")}",
                X = new("trial") { Kind = PlotAxisKind.Whole },
                Y = new("score"),
                Groups = [rows.Points(row => rows.Trials[row])],
                Trends = [new("best so far", BestSoFar())],
            };
        }
    }

    /// <summary>A line for each complete trial over all parameters, coloured by its score.</summary>
    public ParallelPlot Parallel
    {
        get
        {
            var complete = rows.Complete;
            return new()
            {
                Title = "Parameters and scores",
                Summary = rows.Told(),
                Columns = [.. space.Parameters.Select((parameter, i) => Column(parameter, [.. complete.Select(row => rows.Values[i][row])])), new(new("score"), [.. complete.Select(row => rows.Scores[row])])],
                Colour = new(new("score"), [.. complete.Select(row => rows.Scores[row])]),
                HigherIsBetter = higherIsBetter,
            };
        }
    }

    /// <summary>Which share of the scores' variance each parameter explains alone; what is left to one, parameters explain together.</summary>
    public BarPlot Importance
    {
        get
        {
            var shares = rows.Importance();
            return new()
            {
                Title = "What mattered",
                Summary = "share of the variance of scores that a parameter explains alone",
                Value = PlotAxis.Share("share of the variance"),
                Bars = [.. space.Parameters.Select((parameter, i) => new PlotBar(parameter.Name, shares[i])).OrderByDescending(bar => bar.Value)],
            };
        }
    }

    /// <summary>The scores over the values of one parameter.</summary>
    public Plot Slice(string name)
    {
        var index = space.IndexOf(name);
        var parameter = space.Parameters[index];
        return parameter is ChoiceParameter choice ? Boxes(choice, index) : new ScatterPlot
        {
            Title = $"Scores by {name}",
            Summary = rows.Told(),
            X = AxisOf(parameter),
            Y = new("score"),
            Groups = [rows.Points(row => rows.Values[index][row])],
        };
    }

    /// <summary>What each trial measured from step to step, the best in colour.</summary>
    /// <param name="curves">The table <see cref="TuningStage{TModel}.Curves"/>.</param>
    public LinePlot Curves(Table curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var (trials, steps, values) = (curves.Ints("trial").Values.ToArray(), curves.Ints("step").Values.ToArray(), curves.Doubles("value").Values.ToArray());
        var lines = Enumerable.Range(0, trials.Length).GroupBy(row => trials[row]).ToDictionary(trial => trial.Key, trial => new PlotLine($"trial {trial.Key}", [.. trial.Select(row => new PlotPoint(steps[row], values[row]))]));
        // The best three are told from each other; all of fifty nobody could.
        int[] best = [.. rows.Complete.OrderBy(row => PastTrial.Score(rows.Scores[row], higherIsBetter)).Take(3).Select(row => rows.Trials[row]).Where(lines.ContainsKey)];
        return new()
        {
            Title = "Scores from step to step",
            Summary = $"{rows.Told()}; the best {best.Length} are shown in colour, of {lines.Count} with steps",
            X = new("step") { Kind = PlotAxisKind.Whole },
            Y = new("score"),
            Lines = [.. best.Select(trial => lines[trial])],
        };
    }

    private BoxPlot Boxes(ChoiceParameter choice, int index) => new()
    {
        Title = $"Scores by {choice.Name}",
        Summary = rows.Told(),
        X = new("score"),
        Boxes = [.. choice.Choices.Select((word, i) => PlotBox.Of(word, [.. rows.Complete.Where(row => rows.Values[index][row] == i).Select(row => rows.Scores[row])]))],
    };

    private List<PlotPoint> BestSoFar()
    {
        var points = new List<PlotPoint>();
        var best = double.NaN;
        foreach (var row in rows.Complete)
        {
            var score = rows.Scores[row];
            if (points.Count > 0 && !(higherIsBetter ? score > best : score < best)) continue;
            // A stair: the best stays until there is a better one.
            if (points.Count > 0) points.Add(new(rows.Trials[row], best));
            points.Add(new(rows.Trials[row], best = score));
        }

        if (points.Count > 0) points.Add(new(rows.Trials[^1], best));
        return points;
    }

    private static PlotColumn Column(Parameter parameter, double[] values) =>
        new(AxisOf(parameter), values) { Names = parameter is ChoiceParameter choice ? choice.Choices : [] };

    private static PlotAxis AxisOf(Parameter parameter) => new(parameter.Name)
    {
        Kind = parameter switch
        {
            NumericParameter { IsLogarithmic: true } => PlotAxisKind.Logarithmic,
            WholeParameter => PlotAxisKind.Whole,
            _ => PlotAxisKind.Number,
        },
    };
}
