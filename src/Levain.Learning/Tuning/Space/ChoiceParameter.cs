using System.Text.Json;
using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>One of some words, which have no order.</summary>
public sealed record ChoiceParameter : Parameter
{
    internal ChoiceParameter(string name, IReadOnlyList<string> choices) : base(name) => Choices = choices;

    public IReadOnlyList<string> Choices { get; init; }

    internal override void Check()
    {
        if (Choices.Count == 0) throw Wrong("has nothing to choose from", "name its choices");
        if (Choices.GroupBy(choice => choice, StringComparer.Ordinal).FirstOrDefault(choice => choice.Count() > 1) is { } twice) throw Wrong($"has the choice `{twice.Key}` twice", "name each choice once");
    }

    internal override double Draw(CounterRandom random) => random.Below(0, Choices.Count);

    internal override Density Around(IReadOnlyList<double> seen, IReadOnlyList<double> weights, double priorWeight) => new ChoiceDensity(Choices.Count, seen, weights, priorWeight);

    internal override double Share(double value) => (value + 0.5) / Choices.Count;

    internal override TableColumn Column(IReadOnlyList<double> values) => TableColumn.Of(Name, [.. values.Select(Shown)]);

    internal override double[] Read(Table study)
    {
        var column = study.Strings(Name);
        return [.. Enumerable.Range(0, column.Count).Select(row => (double)PlaceOf(column[row]))];
    }

    internal override string Shown(double value) => Choices[(int)value];

    internal override void Write(Utf8JsonWriter json, double value) => json.WriteString(Name, Shown(value));

    private int PlaceOf(string? choice)
    {
        for (var i = 0; i < Choices.Count; i++)
            if (Choices[i] == choice) return i;
        throw Wrong($"has no choice `{choice}`, which the study has", "read the study with the space that it was made with");
    }
}
