using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Levain.Learning;

/// <summary>Rows as XGBoost keeps them: its <c>DMatrix</c>. It copies what it is given; we copy nothing on the way there.</summary>
internal sealed class XGBoostMatrix() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <param name="threads">How many threads read the values.</param>
    public static XGBoostMatrix Of(TrainingSet set, int threads)
    {
        var matrix = Of(set.Features, threads);
        try
        {
            matrix.Set("label", set.Labels);
            if (set.Weights.Length > 0) matrix.Set("weight", set.Weights);
            return matrix;
        }
        catch
        {
            matrix.Dispose();
            throw;
        }
    }

    public static XGBoostMatrix Of(FeatureMatrix features, int threads)
    {
        var matrix = features switch
        {
            DenseMatrix dense => OfColumns(dense, threads),
            SparseMatrix sparse => OfSparse(sparse, threads),
            _ => OfColumns(Copied(features), threads),
        };
        try
        {
            matrix.Describe(features.Features);
            return matrix;
        }
        catch
        {
            matrix.Dispose();
            throw;
        }
    }

    /// <summary>Dense rows that follow each other, NaN for what is missing.</summary>
    public static unsafe XGBoostMatrix OfRows(ReadOnlySpan<float> values, int columnCount, int threads)
    {
        fixed (float* start = values)
        {
            XGBoostError.Check(XGBoostNative.MatrixFromRows(ArrayOf(start, "<f4", values.Length / columnCount, columnCount), Config(threads), out var matrix));
            return Owned(matrix);
        }
    }

    /// <summary>The names and kinds of features, which models keep.</summary>
    public void Describe(IReadOnlyList<Feature> features)
    {
        XGBoostError.Check(XGBoostNative.SetTexts(this, "feature_name", [.. features.Select(feature => feature.Name)], (ulong)features.Count));
        XGBoostError.Check(XGBoostNative.SetTexts(this, "feature_type", [.. features.Select(feature => KindOf(feature.Kind))], (ulong)features.Count));
    }

    public unsafe void Set(string field, ReadOnlySpan<float> values)
    {
        fixed (float* start = values) XGBoostError.Check(XGBoostNative.SetNumbers(this, field, start, (ulong)values.Length));
    }

    /// <summary>The handle for calls that take several. The caller keeps this object alive until they are over.</summary>
    public nint Raw => handle;

    internal static unsafe string ArrayOf(void* start, string type, params ReadOnlySpan<long> shape)
    {
        var sizes = string.Join(',', shape.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $$"""{"data":[{{(nuint)start}},true],"shape":[{{sizes}}],"typestr":"{{type}}","version":3}""");
    }

    protected override bool ReleaseHandle() => XGBoostNative.FreeMatrix(handle) == 0;

    // Its reader of columns leaves each where it is: only the adapter for rows would want them side by side.
    private static unsafe XGBoostMatrix OfColumns(DenseMatrix dense, int threads)
    {
        var pins = new MemoryHandle[dense.Features.Count];
        var (columns, types) = (new nint[pins.Length], new nint[pins.Length]);
        try
        {
            fixed (byte* number = "float32\0"u8)
            {
                for (var i = 0; i < pins.Length; i++)
                {
                    pins[i] = dense.Memory(i).Pin();
                    (columns[i], types[i]) = ((nint)pins[i].Pointer, (nint)number);
                }

                fixed (nint* column = columns, type = types)
                {
                    XGBoostError.Check(XGBoostNative.MatrixFromColumns((void**)column, (byte**)type, (ulong)dense.RowCount, (ulong)pins.Length, out var matrix, threads));
                    return Owned(matrix);
                }
            }
        }
        finally
        {
            foreach (var pin in pins) pin.Dispose();
        }
    }

    private static unsafe XGBoostMatrix OfSparse(SparseMatrix sparse, int threads)
    {
        fixed (long* starts = sparse.Starts)
        fixed (int* indices = sparse.Indices)
        fixed (float* values = sparse.Values)
        {
            XGBoostError.Check(XGBoostNative.MatrixFromSparse(ArrayOf(starts, "<i8", sparse.RowCount + 1), ArrayOf(indices, "<i4", sparse.ValueCount), ArrayOf(values, "<f4", sparse.ValueCount),
                (ulong)sparse.Features.Count, Config(threads), out var matrix));
            return Owned(matrix);
        }
    }

    // What is not in memory as a whole is read once.
    private static DenseMatrix Copied(FeatureMatrix features)
    {
        float[][] columns = [.. features.Features.Select(_ => new float[features.RowCount])];
        foreach (var (start, piece) in features.Pieces())
            for (var i = 0; i < columns.Length; i++) piece.CopyColumn(i, 0, columns[i].AsSpan(start, piece.RowCount));
        return new(features.Features, columns);
    }

    private static XGBoostMatrix Owned(nint matrix)
    {
        var owned = new XGBoostMatrix();
        owned.SetHandle(matrix);
        return owned;
    }

    private static string Config(int threads) => string.Create(CultureInfo.InvariantCulture, $$"""{"missing":NaN,"nthread":{{threads}}}""");

    private static string KindOf(FeatureKind kind) => kind switch
    {
        FeatureKind.Whole => "int",
        FeatureKind.Indicator => "i",
        FeatureKind.Category => "c",
        _ => "float",
    };
}
