namespace Levain.Learning.Reports;

/// <summary>A part of a page that its contents name.</summary>
/// <param name="Id">What a link to it ends with.</param>
/// <param name="Html">What stands below the heading, as markup.</param>
internal sealed record ReportSection(string Id, string Heading, string Html);
