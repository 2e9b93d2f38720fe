using System.Text.Json.Serialization;

namespace Levain.Registry.Events;

/// <summary>Something that happened to a group. Events are only ever added.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(GroupBegun), "group")]
[JsonDerivedType(typeof(VersionRegistered), "registered")]
[JsonDerivedType(typeof(VersionApproved), "approved")]
[JsonDerivedType(typeof(VersionRejected), "rejected")]
[JsonDerivedType(typeof(AliasMoved), "alias")]
internal abstract record RegistryEvent
{
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }
}

/// <summary>A group has got its first event: an entry of the list of groups.</summary>
internal sealed record GroupBegun(string Name) : RegistryEvent;

/// <param name="Number">The version's: told here, so that a damaged entry before it shifts nothing.</param>
/// <param name="State">Where it stood then: told beside the record, which need not be read to count versions.</param>
internal sealed record VersionRegistered(int Number, VersionState State, RecordText Record) : RegistryEvent;

internal sealed record VersionApproved(int Version, string? Why) : RegistryEvent;

internal sealed record VersionRejected(int Version, string Why) : RegistryEvent;

/// <param name="To">Null takes the name away.</param>
internal sealed record AliasMoved(string Alias, int? To, string? Why) : RegistryEvent
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRollback { get; init; }
}
