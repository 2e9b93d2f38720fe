using System.Runtime.InteropServices;

namespace Levain.Learning;

/// <summary>Rows that are encoded when they are read for the first time, and from then on come from a file of plain numbers: who goes through them many times does not decode and encode them as often.</summary>
/// <param name="file">Where they are kept, columns behind each other. Whoever owns the folder deletes it.</param>
internal sealed class KeptPiece(string file, Func<DenseMatrix> encode)
{
    private (IReadOnlyList<Feature> Features, int Rows)? kept;

    public FeatureMatrix Read()
    {
        if (kept is { } known) return Load(known.Features, known.Rows);
        var matrix = encode();
        using (var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write))
        {
            for (var i = 0; i < matrix.Features.Count; i++) RandomAccess.Write(handle, MemoryMarshal.AsBytes(matrix.Column(i)), (long)i * matrix.RowCount * sizeof(float));
        }

        kept = (matrix.Features, matrix.RowCount);
        return matrix;
    }

    private DenseMatrix Load(IReadOnlyList<Feature> features, int rows)
    {
        using var handle = File.OpenHandle(file);
        var columns = new float[features.Count][];
        for (var i = 0; i < columns.Length; i++)
        {
            var column = MemoryMarshal.AsBytes((columns[i] = new float[rows]).AsSpan());
            for (var done = 0; done < column.Length;)
            {
                var read = RandomAccess.Read(handle, column[done..], ((long)i * rows * sizeof(float)) + done);
                if (read == 0) throw new InvalidOperationException($"{file} ends before it should");
                done += read;
            }
        }

        return new(features, columns);
    }
}
