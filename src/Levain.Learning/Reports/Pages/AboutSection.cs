namespace Levain.Learning.Reports;

/// <summary>What people wrote of the model.</summary>
internal static class AboutSection
{
    public static ReportSection? Of(Judgement judgement) => judgement.About is { } about ? new("about", "About the model", MarkdownText.ToHtml(about)) : null;
}
