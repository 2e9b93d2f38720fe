namespace Levain.Building;

/// <summary>A model that can be built: its folder under <c>models/</c>, and its pipeline.</summary>
public sealed record ModelProject(string Name, Pipeline Pipeline);
