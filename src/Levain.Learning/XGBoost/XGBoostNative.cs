using System.Runtime.InteropServices;

namespace Levain.Learning;

/// <summary>The functions of XGBoost's C API that we call. All but the last error return 0 when they worked.</summary>
internal static unsafe partial class XGBoostNative
{
    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBGetLastError")]
    public static partial byte* LastError();

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGDMatrixCreateFromDT")]
    public static partial int MatrixFromColumns(void** columns, byte** types, ulong rowCount, ulong columnCount, out nint matrix, int threads);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGDMatrixCreateFromDense", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MatrixFromRows(string array, string config, out nint matrix);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGDMatrixCreateFromCSR", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MatrixFromSparse(string starts, string indices, string values, ulong columnCount, string config, out nint matrix);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGDMatrixFree")]
    public static partial int FreeMatrix(nint matrix);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGDMatrixSetFloatInfo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetNumbers(XGBoostMatrix matrix, string field, float* values, ulong count);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGDMatrixSetStrFeatureInfo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetTexts(XGBoostMatrix matrix, string field, string[] texts, ulong count);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterCreate")]
    public static partial int CreateBooster(nint* matrices, ulong count, out nint booster);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterFree")]
    public static partial int FreeBooster(nint booster);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterSetParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetParameter(XGBoostBooster booster, string name, string value);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterSetAttr", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetAttribute(XGBoostBooster booster, string name, string value);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterUpdateOneIter")]
    public static partial int Update(XGBoostBooster booster, int round, XGBoostMatrix training);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterEvalOneIter")]
    public static partial int Evaluate(XGBoostBooster booster, int round, nint* matrices, byte** names, ulong count, out byte* text);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterSaveModelToBuffer", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Save(XGBoostBooster booster, string config, out ulong length, out byte* bytes);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterLoadModelFromBuffer")]
    public static partial int Load(XGBoostBooster booster, byte* bytes, ulong length);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterPredictFromDMatrix", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Predict(XGBoostBooster booster, XGBoostMatrix matrix, string config, out ulong* shape, out ulong dimensions, out float* values);

    [LibraryImport(XGBoostLibrary.Name, EntryPoint = "XGBoosterPredictFromDense", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int PredictInPlace(XGBoostBooster booster, string array, string config, nint proxy, out ulong* shape, out ulong dimensions, out float* values);
}
