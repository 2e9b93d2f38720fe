using Levain.Learning.Splits;

namespace Levain.Learning;

/// <summary>A way to divide the rows of a table into what is learned from, watched and judged by. The same table is divided the same way everywhere.</summary>
public abstract record TableSplit
{
    private protected TableSplit()
    {
    }

    /// <summary>Divides a table in memory. No part that the split makes is empty.</summary>
    public SplitTables Divide(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.RowCount == 0) throw new BuildException("there are no rows to split", "look at what the table is made of");
        var parts = Assign(rows);
        return new(Part(RowPart.Training)!, Part(RowPart.Validation), Part(RowPart.Test) is { } test ? new(test) : null);

        Table? Part(RowPart part)
        {
            if (!Makes(part)) return null;
            var kept = rows.Where(row => parts[row] == part);
            return kept.RowCount > 0 ? kept : throw new BuildException($"the {SplitTables.Word(part)} part is empty: `{GetType().Name}` puts none of {rows.RowCount} rows into it", EmptyHint);
        }
    }

    /// <summary>Whether the split has such a part.</summary>
    internal abstract bool Makes(RowPart part);

    /// <summary>The part of each row.</summary>
    private protected abstract RowPart[] Assign(Table rows);

    /// <summary>What to do about a part without rows.</summary>
    private protected abstract string EmptyHint { get; }
}
