using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Levain.Numerics;

namespace Levain.Tables.DuckDb;

/// <summary>Puts Levain's elementary functions in the place of DuckDB's, which come from the platform's libm and differ between processors: <c>exp(x)</c> in a query gives the bits that <see cref="Elementary.Exp(double)"/> gives.</summary>
internal static unsafe class ExactFunctions
{
    // What SQL calls it, what we register, and of how many arguments.
    private static readonly (string Sql, string Own)[] Unary =
        [("exp", "exp"), ("ln", "log"), ("log2", "log2"), ("log10", "log10"), ("sin", "sin"), ("cos", "cos"), ("tan", "tan"), ("atan", "atan"), ("tanh", "tanh")];

    private static readonly (string Sql, string Own)[] Binary = [("pow", "pow"), ("power", "pow"), ("^", "pow"), ("**", "pow"), ("atan2", "atan2")];

    public static void Register(DuckSession session)
    {
        Register(session, "exp", 1, &Exp);
        Register(session, "log", 1, &Log);
        Register(session, "log2", 1, &Log2);
        Register(session, "log10", 1, &Log10);
        Register(session, "sin", 1, &Sin);
        Register(session, "cos", 1, &Cos);
        Register(session, "tan", 1, &Tan);
        Register(session, "atan", 1, &Atan);
        Register(session, "tanh", 1, &Tanh);
        Register(session, "pow", 2, &Pow);
        Register(session, "atan2", 2, &Atan2);
        // A macro in the schema of the session hides the function of the library.
        foreach (var (sql, own) in Unary) session.Execute($"CREATE MACRO {DuckDb.Sql.Identifier(sql)}(x) AS levain_{own}(x)");
        foreach (var (sql, own) in Binary) session.Execute($"CREATE MACRO {DuckDb.Sql.Identifier(sql)}(x, y) AS levain_{own}(x, y)");
        session.Execute("CREATE MACRO log(x) AS levain_log10(x), (b, x) AS levain_log(x) / levain_log(b)");
    }

    private static void Register(DuckSession session, string name, int arguments, delegate* unmanaged[Cdecl]<nint, nint, nint, void> run)
    {
        var function = Native.CreateScalarFunction();
        var type = Native.CreateType(DuckTypeId.Double);
        Native.SetScalarName(function, $"levain_{name}");
        for (var i = 0; i < arguments; i++) Native.AddScalarParameter(function, type);
        Native.SetScalarReturn(function, type);
        Native.SetScalarFunction(function, run);
        var state = Native.RegisterScalarFunction(session.Connection, function);
        Native.DestroyType(ref type);
        Native.DestroyScalarFunction(ref function);
        if (state != Native.Success) throw new InvalidOperationException($"DuckDB does not take the function `levain_{name}`");
    }

    private static ReadOnlySpan<double> Argument(nint chunk, int index) => new(Native.VectorData(Native.ChunkVector(chunk, (ulong)index)), (int)Native.ChunkSize(chunk));

    private static Span<double> Output(nint chunk, nint vector) => new(Native.VectorData(vector), (int)Native.ChunkSize(chunk));

    // DuckDB has set aside rows with a null, and computes nothing for them that counts.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Exp(nint info, nint chunk, nint output) => Elementary.Exp(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Log(nint info, nint chunk, nint output) => Elementary.Log(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Log2(nint info, nint chunk, nint output) => Elementary.Log2(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Log10(nint info, nint chunk, nint output) => Elementary.Log10(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Sin(nint info, nint chunk, nint output) => Elementary.Sin(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Cos(nint info, nint chunk, nint output) => Elementary.Cos(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Tan(nint info, nint chunk, nint output) => Elementary.Tan(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Atan(nint info, nint chunk, nint output) => Elementary.Atan(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Tanh(nint info, nint chunk, nint output) => Elementary.Tanh(Argument(chunk, 0), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Pow(nint info, nint chunk, nint output) => Elementary.Pow(Argument(chunk, 0), Argument(chunk, 1), Output(chunk, output));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Atan2(nint info, nint chunk, nint output) => Elementary.Atan2(Argument(chunk, 0), Argument(chunk, 1), Output(chunk, output));
}
