using System.Globalization;
using System.Runtime.InteropServices;

namespace Levain.Learning;

/// <summary>A model inside XGBoost, as it grows.</summary>
internal sealed unsafe class XGBoostBooster() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <param name="matrices">What it will train on and be measured with: it keeps predictions for these.</param>
    public static XGBoostBooster Create(IEnumerable<(string Name, string Value)> parameters, params ReadOnlySpan<XGBoostMatrix> matrices)
    {
        Span<nint> handles = stackalloc nint[matrices.Length];
        for (var i = 0; i < handles.Length; i++) handles[i] = matrices[i].Raw;
        var booster = new XGBoostBooster();
        fixed (nint* start = handles)
        {
            XGBoostError.Check(XGBoostNative.CreateBooster(start, (ulong)handles.Length, out var created));
            booster.SetHandle(created);
        }

        foreach (var matrix in matrices) GC.KeepAlive(matrix);
        try
        {
            foreach (var (name, value) in parameters) XGBoostError.Check(XGBoostNative.SetParameter(booster, name, value));
            return booster;
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    /// <summary>Adds the trees of one round.</summary>
    public void Update(int round, XGBoostMatrix training) => XGBoostError.Check(XGBoostNative.Update(this, round, training));

    /// <summary>Every metric of a data set, in the order in which they were asked for.</summary>
    public IReadOnlyList<(string Metric, double Value)> Evaluate(int round, XGBoostMatrix matrix)
    {
        var set = matrix.Raw;
        byte* text;
        fixed (byte* name = "x\0"u8)
        {
            var names = name;
            XGBoostError.Check(XGBoostNative.Evaluate(this, round, &set, &names, 1, out text));
        }

        GC.KeepAlive(matrix);
        // Such as [7]<tab>x-logloss:0.41<tab>x-auc:0.87
        return [.. Marshal.PtrToStringUTF8((nint)text)!.Split('\t')[1..].Select(Parse)];
    }

    public void SetAttribute(string name, string value) => XGBoostError.Check(XGBoostNative.SetAttribute(this, name, value));

    /// <summary>The model as JSON.</summary>
    public byte[] ToJson()
    {
        XGBoostError.Check(XGBoostNative.Save(this, """{"format":"json"}""", out var length, out var bytes));
        return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
    }

    public void Load(ReadOnlySpan<byte> model)
    {
        fixed (byte* start = model) XGBoostError.Check(XGBoostNative.Load(this, start, (ulong)model.Length));
    }

    /// <summary>Predictions, a row's outputs together. They are the library's, and hold until the next call.</summary>
    public ReadOnlySpan<float> Predict(XGBoostMatrix matrix, bool asMargins = false)
    {
        XGBoostError.Check(XGBoostNative.Predict(this, matrix, Prediction(asMargins), out var shape, out var dimensions, out var values));
        return Values(shape, dimensions, values);
    }

    /// <summary>Predictions of dense rows, without a matrix.</summary>
    public ReadOnlySpan<float> Predict(ReadOnlySpan<float> rows, int columnCount, bool asMargins = false)
    {
        fixed (float* start = rows)
        {
            XGBoostError.Check(XGBoostNative.PredictInPlace(this, XGBoostMatrix.ArrayOf(start, "<f4", rows.Length / columnCount, columnCount), InPlace(asMargins), 0, out var shape, out var dimensions, out var values));
            return Values(shape, dimensions, values);
        }
    }

    protected override bool ReleaseHandle() => XGBoostNative.FreeBooster(handle) == 0;

    private static ReadOnlySpan<float> Values(ulong* shape, ulong dimensions, float* values)
    {
        ulong count = 1;
        for (ulong i = 0; i < dimensions; i++) count *= shape[i];
        return new(values, checked((int)count));
    }

    private static string Prediction(bool asMargins) => asMargins
        ? """{"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}"""
        : """{"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}""";

    private static string InPlace(bool asMargins) => asMargins
        ? """{"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false,"missing":NaN,"cache_id":0}"""
        : """{"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false,"missing":NaN,"cache_id":0}""";

    private static (string, double) Parse(string part)
    {
        var (name, number) = (part.IndexOf('-', StringComparison.Ordinal) + 1, part.LastIndexOf(':'));
        return (part[name..number], double.Parse(part.AsSpan(number + 1), NumberStyles.Float, CultureInfo.InvariantCulture));
    }
}
