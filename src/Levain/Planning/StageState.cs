namespace Levain.Planning;

/// <summary>What the planner decided about a stage.</summary>
public enum StageState
{
    /// <summary>The lock records this very key, and the output is here.</summary>
    Fresh,

    /// <summary>The stage ran with this very key before, and the output is here.</summary>
    Cached,

    /// <summary>What the output is, is known; its bytes are not here.</summary>
    Recorded,

    /// <summary>The stage has to run.</summary>
    Stale,

    /// <summary>Whether the stage has to run depends on what a stale stage before it makes.</summary>
    Depends,
}
