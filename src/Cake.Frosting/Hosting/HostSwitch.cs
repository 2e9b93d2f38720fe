namespace Cake.Frosting.Hosting;

/// <summary>A switch that a host takes: register one as a service for each. What is not declared is refused on the command line.</summary>
/// <remarks>
/// Its values arrive as Cake arguments under its name; a switch without a value arrives as <c>true</c>. A switch with the name of one of Frosting's own takes its place.
/// </remarks>
/// <param name="Name">Without dashes; letter case does not count.</param>
/// <param name="Value">What <c>--help</c> calls the value, or null for a switch that takes none.</param>
/// <param name="Help">What it does, in half a sentence.</param>
public sealed record HostSwitch(string Name, string? Value, string Help)
{
    /// <summary>Other names, without dashes; those of one letter are written with one dash.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether it may be given more than once.</summary>
    public bool Repeatable { get; init; }

    /// <summary>The only values that it takes, or empty when any value will do.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A command line behind the program's name that shows its use, or null.</summary>
    public string? Example { get; init; }
}
