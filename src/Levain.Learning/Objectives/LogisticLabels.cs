namespace Levain.Learning.Objectives;

internal enum LogisticLabels
{
    /// <summary>0 or 1.</summary>
    Classes,

    /// <summary>Anything from 0 to 1.</summary>
    Shares,
}
