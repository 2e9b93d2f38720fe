using System.Globalization;
using Levain.Numerics;

namespace XGoals;

/// <summary>A logistic model of two features: <c>P(goal) = 1 / (1 + exp(-(intercept + distance·d + angle·a)))</c>.</summary>
public sealed record GoalModel(double Intercept, double Distance, double Angle) : IArtifact<GoalModel>
{
    public double Predict(double distance, double angle) => Elementary.Sigmoid(Intercept + (Distance * distance) + (Angle * angle));

    public void Save(ArtifactWriter output)
    {
        using var writer = new StreamWriter(output.Create()) { NewLine = "\n" };
        foreach (var weight in new[] { Intercept, Distance, Angle }) writer.WriteLine(weight.ToString("R", CultureInfo.InvariantCulture));
    }

    public static GoalModel Load(ArtifactReader input)
    {
        using var reader = new StreamReader(input.Open());
        var weights = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        return new GoalModel(weights[0], weights[1], weights[2]);
    }
}
