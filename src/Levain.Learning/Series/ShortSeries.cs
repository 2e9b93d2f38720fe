namespace Levain.Learning;

/// <summary>What is done with series that have fewer values than a forecaster needs.</summary>
public enum ShortSeries
{
    /// <summary>They stop the stage: a series that has no forecast is missed.</summary>
    Refuse,

    /// <summary>They have no forecast; a metric tells how many they are.</summary>
    LeaveOut,
}
