using System.Globalization;

namespace Levain.Learning;

/// <summary>What a trial is to try: a value for each parameter of the space.</summary>
public sealed class Suggestion
{
    private readonly SearchSpace space;
    private readonly IReadOnlyList<double> values;

    internal Suggestion(int trial, SearchSpace space, IReadOnlyList<double> values, PruningBounds bounds) =>
        (Trial, this.space, this.values, Bounds) = (trial, space, values, bounds);

    /// <summary>Which trial it is, from 0 on. Whoever makes it an option runs trials again that others ran with the same values.</summary>
    public int Trial { get; }

    /// <summary>When the trial is to stop early. An option of its stage, since it decides what comes of it.</summary>
    public PruningBounds Bounds { get; }

    public IEnumerable<string> Names => space.Parameters.Select(parameter => parameter.Name);

    /// <summary>A whole number, or a choice that is written as one.</summary>
    public int Whole(string name) =>
        Number(name) is var number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : throw Other(name, "a whole number");

    /// <summary>A number, or a choice that is written as one.</summary>
    public double Number(string name)
    {
        var (parameter, value) = Find(name);
        if (parameter is not ChoiceParameter) return value;
        return double.TryParse(parameter.Shown(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Other(name, "a number");
    }

    /// <summary>A choice, or a number as text.</summary>
    public string Text(string name)
    {
        var (parameter, value) = Find(name);
        return parameter.Shown(value);
    }

    /// <summary>A choice between <c>true</c> and <c>false</c>.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Other(name, "`true` or `false`"),
    };

    internal IReadOnlyList<double> Values => values;

    public override string ToString() => string.Join(", ", space.Parameters.Select((parameter, i) => $"{parameter.Name} {parameter.Shown(values[i])}"));

    private (Parameter Parameter, double Value) Find(string name)
    {
        var index = space.IndexOf(name);
        return (space.Parameters[index], values[index]);
    }

    private BuildException Other(string name, string what) => new($"parameter `{name}` is `{Text(name)}`, and was read as {what}", "read it as what the space says, or change the space");
}
