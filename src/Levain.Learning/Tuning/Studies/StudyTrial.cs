using System.Globalization;
using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>A trial of a study, whatever kind of model it tunes.</summary>
public sealed record StudyTrial
{
    private const int FirstParameter = 4;

    public required int Number { get; init; }

    public required TrialState State { get; init; }

    /// <summary>Null where it has none.</summary>
    public double? Score { get; init; }

    /// <summary>What was tried, by name, in the order of the space.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>What it measured at each step.</summary>
    public IReadOnlyList<double> Curve { get; init; } = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Whether a stage makes a study.</summary>
    public static bool IsStudy(Stage stage)
    {
        for (var type = stage?.GetType(); type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TuningStage<>)) return true;
        return false;
    }

    /// <summary>The trials of what such a stage made, in their order.</summary>
    public static IReadOnlyList<StudyTrial> Read(ArtifactReader study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var rows = Table.Load(new PartReader(study, Tuned<TreeModel>.StudyFile));
        var curves = Curves(Table.Load(new PartReader(study, Tuned<TreeModel>.CurvesFile)));
        var (numbers, states, scores, errors) = (rows.Ints("trial"), rows.Strings("state"), rows.Doubles("score"), rows.Strings("error"));
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => new StudyTrial
        {
            Number = numbers.Values[row],
            State = Enum.GetValues<TrialState>().First(state => TrialResult.Word(state) == states[row]),
            Score = scores.At(row),
            // They stand between the columns that every study has.
            Parameters = [.. rows.Columns.Skip(FirstParameter).SkipLast(1).Where(column => !column.IsNull(row)).Select(column => new KeyValuePair<string, string>(column.Name, Text(column, row)))],
            Curve = [.. curves[numbers.Values[row]]],
            Error = errors[row],
        })];
    }

    private static ILookup<int, double> Curves(Table curves)
    {
        var (trials, values) = (curves.Ints("trial"), curves.Doubles("value"));
        return Enumerable.Range(0, curves.RowCount).ToLookup(row => trials.Values[row], row => values.Values[row]);
    }

    private static string Text(TableColumn column, int row) => column switch
    {
        ValueColumn<int> whole => whole.Values[row].ToString(CultureInfo.InvariantCulture),
        ValueColumn<double> number => number.Values[row].ToString("R", CultureInfo.InvariantCulture),
        StringColumn text => text[row]!,
        _ => throw new BuildException($"column `{column.Name}` of a study is {column.Type}, which no parameter is"),
    };
}
