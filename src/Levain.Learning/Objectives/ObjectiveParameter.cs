namespace Levain.Learning.Objectives;

/// <summary>A number of an objective, and where XGBoost's model files keep it.</summary>
internal readonly record struct ObjectiveParameter(string Section, string Key, double Value);
