using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>A model that was built and judged, and what the gates of its group found.</summary>
internal sealed record Candidate(ModelRegistration Registration, VersionRecord Record)
{
    public string Group => Registration.Group;

    public bool Passed => !Record.IsRefused;
}
