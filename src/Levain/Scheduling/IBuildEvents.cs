namespace Levain.Scheduling;

/// <summary>Hears what happens during a build. Called from many threads at once.</summary>
public interface IBuildEvents
{
    /// <param name="expected">How long the stage took the last time, when that is known.</param>
    void Started(string model, string stage, TimeSpan? expected);

    void Progressed(string model, string stage, double fraction);

    void Finished(StageOutcome outcome);

    /// <summary>Something that a person would want to know while it happens, such as waiting for another process.</summary>
    void Noticed(string message);
}

/// <summary>Hears nothing.</summary>
public sealed class NoBuildEvents : IBuildEvents
{
    public void Started(string model, string stage, TimeSpan? expected) { }

    public void Progressed(string model, string stage, double fraction) { }

    public void Finished(StageOutcome outcome) { }

    public void Noticed(string message) { }
}
