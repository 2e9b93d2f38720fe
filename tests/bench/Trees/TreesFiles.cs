using System.Runtime.InteropServices;
using Levain.Learning;

namespace Levain.Bench.Trees;

/// <summary>A data set on disk, made once and read by every process that is measured: numbers behind each other, as each side wants them in memory.</summary>
internal sealed class TreesFiles(TreesSet set, string folder)
{
    private const int RowsOfPart = 4096;

    public string Folder => folder;

    public TreesSet Set => set;

    /// <summary>Writes training rows by columns and by rows, and test rows by rows; what is sparse as sparse rows.</summary>
    public void Make()
    {
        Directory.CreateDirectory(folder);
        Make("training", 0, set.Rows);
        Make("test", set.Rows, set.TestRows);
    }

    public float[] Labels(string part, int count) => Read<float>($"{part}.labels", count);

    public DenseMatrix Columns(string part, int count) =>
        new(set.Features, [.. Enumerable.Range(0, set.Columns).Select(column => Read<float>($"{part}.columns", count, (long)column * RowsOf(part)))]);

    public float[] Rows(string part, int count) => Read<float>($"{part}.rows", count * set.Columns);

    public SparseMatrix Sparse(string part, int count)
    {
        var starts = Read<long>($"{part}.starts", count + 1);
        return new(set.Features, starts, Read<int>($"{part}.indices", (int)starts[^1]), Read<float>($"{part}.values", (int)starts[^1]));
    }

    private int RowsOf(string part) => part == "training" ? set.Rows : set.TestRows;

    private void Make(string part, long first, int count)
    {
        var values = new float[(long)count * set.Columns];
        var labels = new float[count];
        Parallel.For(0, (count + RowsOfPart - 1) / RowsOfPart, each =>
        {
            for (var row = each * RowsOfPart; row < Math.Min(count, (each + 1) * RowsOfPart); row++) labels[row] = set.Fill(first + row, values.AsSpan(row * set.Columns, set.Columns));
        });
        Write(part + ".labels", labels);
        if (set.IsSparse)
        {
            MakeSparse(part, values);
            return;
        }

        Write(part + ".rows", values);
        var columns = new float[values.Length];
        Parallel.For(0, set.Columns, column =>
        {
            for (var row = 0; row < count; row++) columns[((long)column * count) + row] = values[((long)row * set.Columns) + column];
        });
        Write(part + ".columns", columns);
    }

    private void MakeSparse(string part, float[] values)
    {
        List<long> starts = [0];
        var (indices, kept) = (new List<int>(), new List<float>());
        for (var place = 0; place < values.Length; place++)
        {
            if (!float.IsNaN(values[place]))
            {
                indices.Add(place % set.Columns);
                kept.Add(values[place]);
            }

            if (place % set.Columns == set.Columns - 1) starts.Add(kept.Count);
        }

        Write(part + ".starts", [.. starts]);
        Write(part + ".indices", [.. indices]);
        Write(part + ".values", [.. kept]);
    }

    private void Write<T>(string file, T[] values) where T : unmanaged
    {
        using var output = File.Create(Path.Combine(folder, file));
        output.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    // Straight into the array: nothing else is in memory when it is measured.
    private unsafe T[] Read<T>(string file, int count, long start = 0) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        using var input = new FileStream(Path.Combine(folder, file), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        input.Position = start * sizeof(T);
        input.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
