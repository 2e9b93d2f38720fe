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

    /// <summary>What people call it.</summary>
    private protected abstract string Kind { get; }

    /// <summary>All rows, in the order of the files' names and of the rows in each. Threads decide no bit of it.</summary>
    internal abstract Table Read(InputFiles files, Reading reading);

    /// <summary>Makes the rows available to queries under a name; they are read as the query goes, and need not fit into memory.</summary>
    internal abstract void AddView(DuckSession session, string name, InputFiles files);

    /// <summary>Does something with the files, and says in a sentence of ours what DuckDB finds wrong with them.</summary>
    internal T Saying<T>(InputFiles files, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (DuckException error)
        {
            throw error.Kind == "Out of Memory"
                ? new BuildException($"`{files.Name}` needs more memory than there is: {FileNames.Shown(error.Message, files)}", "give the stage more memory, or read fewer columns", error)
                : new BuildException($"`{files.Name}` cannot be read as {Kind}: {FileNames.Shown(error.Message, files)}", "get the file again: it may be damaged, cut off, or something else", error);
        }
    }
}
