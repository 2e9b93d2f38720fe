using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Raw files as an input of a query.</summary>
internal sealed record SqlFiles(string Name) : SqlInput(Name)
{
    public required Artifact<Files> Source { get; init; }

    public required TableFormat Format { get; init; }

    internal override async Task<string> AddAsync(DuckSession session, StageContext context)
    {
        var path = await context.PathAsync(Source).ConfigureAwait(false);
        Format.AddView(session, Name, InputFiles.At(path, ReadTable.Called(Source.Origin)));
        return path;
    }
}
