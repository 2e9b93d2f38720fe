using System.Globalization;

namespace Levain.Registry;

/// <summary>A question that a candidate must pass before it becomes a version that can be approved. It decides and makes nothing: its findings are recorded with the version.</summary>
public abstract record RegistryGate
{
    private protected RegistryGate(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Metric = metric;
    }

    public Metric Metric { get; }

    /// <summary>By which rows it judges; what else there is it does not see.</summary>
    public GateSplit On { get; init; } = GateSplit.Test;

    /// <summary>Whether predictions of single rows are compared.</summary>
    public virtual bool NeedsPredictions => false;

    /// <summary>Whether it compares with the champion.</summary>
    public virtual bool NeedsChampion => false;

    /// <summary>What it finds: one row of the table, or one for each slice.</summary>
    public abstract IEnumerable<GateFinding> Judge(GateFacts facts);

    /// <summary>How the metric is called in the table.</summary>
    private protected string Name => On == GateSplit.Test ? Metric.Name : $"{Metric.Name} ({(On == GateSplit.Validation ? "validation" : "training")})";

    private protected double? Of(JudgedEvaluation? evaluation) => evaluation?.Figures.Find(On, Metric.Name)?.Value;

    private protected GateFinding Missing(string required) => new(Name, null, required, Passed: false) { Note = $"the evaluation has no {Name}" };

    /// <summary>By how much the first is better, whichever way the metric goes.</summary>
    private protected double Gain(double first, double second) => Metric.HigherIsBetter ? first - second : second - first;

    private protected static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
