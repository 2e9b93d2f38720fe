namespace Levain.Learning.Reports;

/// <summary>What kind of answer a model gives.</summary>
internal enum ReportTask
{
    /// <summary>A number.</summary>
    Amount,

    /// <summary>The probability of one thing.</summary>
    Binary,

    /// <summary>The probability of each of several.</summary>
    Classes,
}
