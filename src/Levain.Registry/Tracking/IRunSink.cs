namespace Levain.Registry;

/// <summary>A place that keeps runs and copies of versions. Writing the same again changes nothing.</summary>
public interface IRunSink
{
    /// <summary>What people are told, such as <c>mlruns</c> or the address of a server.</summary>
    string Name { get; }

    /// <summary>Keeps a run.</summary>
    /// <returns>What a person would want to know, such as that a value was cut; most often nothing.</returns>
    /// <exception cref="BuildException">It could not be kept.</exception>
    Task<IReadOnlyList<string>> WriteAsync(TrackedRun run, CancellationToken cancellation = default);

    /// <summary>Keeps a copy of a version.</summary>
    /// <inheritdoc cref="WriteAsync(TrackedRun, CancellationToken)"/>
    Task<IReadOnlyList<string>> WriteAsync(TrackedVersion version, CancellationToken cancellation = default);
}
