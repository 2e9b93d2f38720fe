namespace Levain.Learning.Reports;

/// <summary>The plots by which predictions of a kind are judged.</summary>
internal static class TaskSection
{
    public static ReportSection Of(Judgement judgement) => judgement.Model.Task switch
    {
        ReportTask.Binary => BinarySection.Of(judgement),
        ReportTask.Classes => ClassesSection.Of(judgement),
        _ => AmountSection.Of(judgement),
    };
}
