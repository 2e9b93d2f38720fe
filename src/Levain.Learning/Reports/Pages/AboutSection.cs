namespace Levain.Learning.Reports;

/// <summary>What people wrote of the model.</summary>
internal static class AboutSection
{
    public static ReportSection? Of(Judgement judgement)
    {
        if (judgement.About is null) return null;
        var html = new HtmlText();
        foreach (var paragraph in judgement.About.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)) html.Add($"<p>{paragraph}</p>\n");
        return new("about", "About the model", html.ToString());
    }
}
