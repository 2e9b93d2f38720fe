namespace Levain.Learning.Tests.Reports;

public sealed record MakeText : Stage<Text>
{
    public required string Value { get; init; }

    protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text(Value));
}
