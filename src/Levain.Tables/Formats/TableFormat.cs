using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>How the rows of a file, or of a tree of files, are written down. Its properties are options of the stage that has it.</summary>
public abstract record TableFormat
{
    private protected TableFormat()
    {
    }

    /// <summary>The name of a column, the last one, that says for each row the file of the tree that it comes from; null for none.</summary>
    public string? FileColumn { get; init; }

    /// <summary>All rows, in the order of the files' names and of the rows in each. Threads decide no bit of it.</summary>
    internal abstract Table Read(InputFiles files, Reading reading);

    /// <summary>Makes the rows available to queries under a name; they are read as the query goes, and need not fit into memory.</summary>
    internal abstract void AddView(DuckSession session, string name, InputFiles files);
}
