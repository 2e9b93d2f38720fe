using System.Text.Json;
using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>Something that tuning chooses: a name, and the values that it may take.</summary>
/// <remarks>
/// In the words of others:
/// <list type="table">
/// <listheader><term>here</term><description>Optuna and Hyperopt</description></listheader>
/// <item><term><c>Whole("n", 1, 9)</c></term><description><c>suggest_int("n", 1, 9)</c>; <c>hp.uniformint("n", 1, 9)</c>; <c>hp.randint("n", 9)</c> is <c>Whole("n", 0, 8)</c></description></item>
/// <item><term><c>Whole("n", 4, 100) { Step = 2 }</c></term><description><c>suggest_int("n", 4, 100, step=2)</c>; <c>hp.quniform("n", 4, 100, 2)</c>, which gives half of a step's chance to each end</description></item>
/// <item><term><c>Number("x", 0, 1)</c></term><description><c>suggest_float("x", 0, 1)</c>; <c>hp.uniform("x", 0, 1)</c></description></item>
/// <item><term><c>Number("x", 0, 1) { Step = 0.1 }</c></term><description><c>suggest_float("x", 0, 1, step=0.1)</c>; <c>hp.quniform("x", 0, 1, 0.1)</c></description></item>
/// <item><term><c>Number("x", 0.01, 1) { IsLogarithmic = true }</c></term><description><c>suggest_float("x", 0.01, 1, log=True)</c>; <c>hp.loguniform("x", log(0.01), log(1))</c>, and with a <c>Step</c> <c>hp.qloguniform</c></description></item>
/// <item><term><c>Exponents("x", -3, -1)</c></term><description><c>hp.loguniform("x", -3, -1)</c></description></item>
/// <item><term><c>Normal("x", 0, 1)</c></term><description><c>hp.normal("x", 0, 1)</c>; with a <c>Step</c> <c>hp.qnormal</c>, and logarithmic <c>hp.lognormal</c> and <c>hp.qlognormal</c></description></item>
/// <item><term><c>Choice("k", "a", "b")</c></term><description><c>suggest_categorical("k", ["a", "b"])</c>; <c>hp.choice("k", ["a", "b"])</c></description></item>
/// </list>
/// </remarks>
public abstract record Parameter
{
    private protected Parameter(string name) => Name = name;

    public string Name { get; init; }

    /// <summary>A whole number, both ends included.</summary>
    public static WholeParameter Whole(string name, int low, int high) => new(name, low, high);

    /// <summary>A number, both ends included.</summary>
    public static NumberParameter Number(string name, double low, double high) => new(name, low, high);

    /// <summary>A number whose natural logarithm lies evenly between two exponents.</summary>
    public static NumberParameter Exponents(string name, double low, double high) => new(name, Elementary.Exp(low), Elementary.Exp(high)) { IsLogarithmic = true };

    /// <summary>A number without ends, about a mean.</summary>
    public static NormalParameter Normal(string name, double mean, double deviation) => new(name, mean, deviation);

    /// <summary>One of some words.</summary>
    public static ChoiceParameter Choice(string name, params IReadOnlyList<string> choices) => new(name, choices);

    /// <summary>True or false.</summary>
    public static ChoiceParameter Flag(string name) => new(name, ["false", "true"]);

    /// <summary>Throws what is wrong with it.</summary>
    internal abstract void Check();

    /// <summary>A value as the space says, from indexes 0 on. A value is a number; of a choice its place.</summary>
    internal abstract double Draw(CounterRandom random);

    /// <summary>Where such values have done as those that were seen did.</summary>
    internal abstract Density Around(IReadOnlyList<double> seen, IReadOnlyList<double> weights, double priorWeight);

    /// <summary>How far from the low end a value is, from 0 to 1, where all parts of the space are as likely as they are long.</summary>
    internal abstract double Share(double value);

    internal abstract TableColumn Column(IReadOnlyList<double> values);

    /// <summary>What <see cref="Column"/> wrote.</summary>
    internal abstract double[] Read(Table study);

    internal abstract string Shown(double value);

    internal abstract void Write(Utf8JsonWriter json, double value);

    private protected BuildException Wrong(string what, string? hint = null) => new($"parameter `{Name}` {what}", hint);
}
