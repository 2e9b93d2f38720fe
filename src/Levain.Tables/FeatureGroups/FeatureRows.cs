namespace Levain.Tables;

/// <summary>Which rows of a feature group are read.</summary>
public enum FeatureRows
{
    /// <summary>Of each record that is not deleted the newest row.</summary>
    NewestPerRecord,

    /// <summary>The rows of the newest event time there is, such as those of the last run.</summary>
    NewestTime,

    /// <summary>The whole history, by event time.</summary>
    All,
}
