namespace Levain.Registry;

/// <summary>Which model of a pipeline becomes versions of which group, and what lets it in.</summary>
/// <param name="Group">Such as <c>xgoals</c>, or <c>aiop-playback-us-hockey</c>: see <see cref="GroupName.Of"/>.</param>
/// <param name="Evaluation">The stage that judges it, such as <c>EvaluateTrees[hockey]</c>: the model is what that stage reads as its <c>Model</c>.</param>
public sealed record ModelRegistration(string Group, string Evaluation)
{
    public IReadOnlyList<RegistryGate> Gates { get; init; } = [];

    /// <summary>How many different people must approve a version; 0 when passing the gates is enough.</summary>
    public int Approvals { get; init => field = value is >= 0 and <= 10 ? value : throw new BuildException($"{value} people cannot be asked to approve"); } = 1;

    /// <summary>The alias of the version that candidates are compared with.</summary>
    public string Champion { get; init; } = ModelGroup.Production;

    public IReadOnlyList<VersionTag> Tags { get; init; } = [];
}

/// <summary>A pipeline that says what it registers. One that does not say so registers the model of its one evaluation under its own name.</summary>
public interface IRegisteredPipeline
{
    IEnumerable<ModelRegistration> Registrations(BuildProfile profile);
}
