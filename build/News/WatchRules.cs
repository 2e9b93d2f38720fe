using Levain.Registry;

namespace Levain.Host.News;

/// <summary>What is watched of a group: what its gate on history asks, or what is usual where it has none.</summary>
internal static class WatchRules
{
    public static NotificationRules Of(ModelRegistration registration) => registration.Gates.OfType<InLineWithHistory>().FirstOrDefault() is { } gate
        ? new() { Metric = gate.Metric.Name, Factor = gate.Times, History = gate.Last }
        : new();
}
