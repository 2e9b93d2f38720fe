namespace Levain;

/// <summary>A stage that promises something of its output: it is checked each time the stage has run, before the output is kept.</summary>
/// <remarks>A contract that can be set is an option of the stage like any other, and so a part of its key: another contract, another run.</remarks>
[Fingerprints.EngineBoundary]
public interface IContracted<in T>
{
    /// <summary>Null when there is nothing to check.</summary>
    IContract<T>? Contract { get; }
}
