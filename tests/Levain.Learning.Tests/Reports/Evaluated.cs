using Levain.Testing;

namespace Levain.Learning.Tests.Reports;

/// <summary>An evaluation out of a workspace of its own.</summary>
internal static class Evaluated
{
    public static async Task<Evaluation> Of(Pipeline pipeline)
    {
        using var workspace = new TestWorkspace();
        return await In(workspace, pipeline);
    }

    public static async Task<Evaluation> In(TestWorkspace workspace, Pipeline pipeline)
    {
        var report = await workspace.BuildAsync(pipeline, TestContext.Current.CancellationToken);
        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        return Evaluation.Load(workspace.Workspace.Store.OpenArtifact(report.Outcomes.Single(outcome => outcome.Stage.StartsWith("Evaluate", StringComparison.Ordinal)).Output!.Value));
    }

    public static async Task<BuildException> ErrorOf(Pipeline pipeline)
    {
        using var workspace = new TestWorkspace();
        var report = await workspace.BuildAsync(pipeline, TestContext.Current.CancellationToken);
        return Assert.IsType<BuildException>(Assert.Single(report.Outcomes, outcome => outcome.Error is not null).Error);
    }
}
