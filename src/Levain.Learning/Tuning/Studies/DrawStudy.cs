namespace Levain.Learning;

/// <summary>Draws a study into a folder: <c>history.svg</c>, <c>parallel.svg</c>, <c>importance.svg</c>, <c>curves.svg</c>, and a slice for each parameter by its place in the space.</summary>
public sealed record DrawStudy : Stage<Files>
{
    public required Artifact<Table> Study { get; init; }

    public required Artifact<Table> Curves { get; init; }

    /// <summary>The space that the study was made with.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Whether the best score is the highest.</summary>
    public required bool HigherIsBetter { get; init; }

    protected override async Task<Files> RunAsync(StageContext context)
    {
        var plots = new StudyPlots(Space, await context.ReadAsync(Study).ConfigureAwait(false), HigherIsBetter);
        var folder = Directory.CreateDirectory(Path.Combine(context.Scratch, "plots")).FullName;
        Write("history", plots.History);
        Write("parallel", plots.Parallel);
        Write("importance", plots.Importance);
        Write("curves", plots.Curves(await context.ReadAsync(Curves).ConfigureAwait(false)));
        // Names of parameters may be no names of files.
        for (var i = 0; i < Space.Parameters.Count; i++) Write(FormattableString.Invariant($"slice-{i + 1:00}"), plots.Slice(Space.Parameters[i].Name));
        return Files.At(folder);

        void Write(string name, Plot plot) => File.WriteAllText(Path.Combine(folder, $"{name}.svg"), plot.ToSvg());
    }
}
