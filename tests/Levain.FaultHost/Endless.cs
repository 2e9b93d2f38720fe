namespace Levain.FaultHost;

/// <summary>Computes until it is stopped.</summary>
public sealed record Endless : Stage<Text>
{
    public required Artifact<Files> From { get; init; }

    /// <summary>Does not look at its cancellation either.</summary>
    public bool Deaf { get; init; }

    protected override Task<Text> RunAsync(StageContext context)
    {
        var text = Name;
        while (Deaf || !context.Cancellation.IsCancellationRequested)
        {
            text = Work.On(text);
            context.Progress.Report(0.5);
        }

        context.Cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new Text(text));
    }
}

/// <summary>Ends at once in the host, and never in a worker.</summary>
public sealed record HangsInWorker : Stage<Text>
{
    protected override Task<Text> RunAsync(StageContext context)
    {
        var text = "";
        while (Environment.GetEnvironmentVariable(FaultPipeline.Variable) is null) text = Work.On(text);
        return Task.FromResult(new Text("ended"));
    }
}
