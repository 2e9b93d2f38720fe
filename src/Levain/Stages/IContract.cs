namespace Levain;

/// <summary>What an artifact must satisfy before it is kept.</summary>
[Fingerprints.EngineBoundary]
public interface IContract<in T>
{
    /// <summary>Throws a <see cref="BuildException"/> that says what is broken. Other artifacts that the contract names are read through the <paramref name="context"/>.</summary>
    Task CheckAsync(T output, StageContext context);
}
