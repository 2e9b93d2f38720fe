using System.Runtime.InteropServices;

namespace Levain.Tables.DuckDb;

/// <summary>The functions of DuckDB's C API that we call. Handles are pointers; what owns them is in the types above.</summary>
internal static unsafe partial class Native
{
    public const int Success = 0;

    /// <summary>How many rows a chunk holds at most.</summary>
    public const int ChunkRows = 2048;

    /// <summary>A result, passed by value to some functions and by reference to others.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Result
    {
        public ulong ColumnCount, RowCount, RowsChanged;
        public nint Columns, Error, Internal;
    }

    /// <summary>A string in a vector: up to 12 bytes inside, longer ones by pointer.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    public struct Text
    {
        [FieldOffset(0)] public uint Length;
        [FieldOffset(4)] public fixed byte Inlined[12];
        [FieldOffset(8)] public byte* Pointer;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ListEntry
    {
        public ulong Offset, Length;
    }

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_config")]
    public static partial int CreateConfig(out nint config);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetConfig(nint config, string name, string value);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_config")]
    public static partial void DestroyConfig(ref nint config);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string? path, out nint database, nint config, out nint error);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_close")]
    public static partial void Close(ref nint database);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_connect")]
    public static partial int Connect(nint database, out nint connection);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_disconnect")]
    public static partial void Disconnect(ref nint connection);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_interrupt")]
    public static partial void Interrupt(nint connection);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_free")]
    public static partial void Free(nint pointer);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_query", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Query(nint connection, string sql, out Result result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_prepare", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Prepare(nint connection, string sql, out nint statement);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_prepare_error")]
    public static partial nint PrepareError(nint statement);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_prepare")]
    public static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_prepared_statement_column_count")]
    public static partial ulong PreparedColumnCount(nint statement);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_prepared_statement_column_name")]
    public static partial nint PreparedColumnName(nint statement, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_prepared_statement_column_logical_type")]
    public static partial nint PreparedColumnType(nint statement, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_execute_prepared_streaming")]
    public static partial int ExecuteStreaming(nint statement, out Result result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_fetch_chunk")]
    public static partial nint FetchChunk(Result result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_result_error")]
    public static partial nint ResultError(ref Result result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_result")]
    public static partial void DestroyResult(ref Result result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_column_count")]
    public static partial ulong ColumnCount(ref Result result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_column_name")]
    public static partial nint ColumnName(ref Result result, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_column_logical_type")]
    public static partial nint ColumnLogicalType(ref Result result, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_data_chunk_get_size")]
    [SuppressGCTransition]
    public static partial ulong ChunkSize(nint chunk);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_data_chunk_set_size")]
    public static partial void SetChunkSize(nint chunk, ulong size);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_data_chunk_get_vector")]
    [SuppressGCTransition]
    public static partial nint ChunkVector(nint chunk, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_data_chunk")]
    public static partial void DestroyChunk(ref nint chunk);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_vector_get_data")]
    [SuppressGCTransition]
    public static partial void* VectorData(nint vector);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_vector_get_validity")]
    [SuppressGCTransition]
    public static partial ulong* VectorValidity(nint vector);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_vector_ensure_validity_writable")]
    public static partial void EnsureValidity(nint vector);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_vector_assign_string_element_len")]
    public static partial void AssignText(nint vector, ulong row, byte* text, ulong length);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_list_vector_get_child")]
    public static partial nint ListChild(nint vector);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_list_vector_get_size")]
    public static partial ulong ListSize(nint vector);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_list_vector_set_size")]
    public static partial int SetListSize(nint vector, ulong size);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_list_vector_reserve")]
    public static partial int ReserveList(nint vector, ulong capacity);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_struct_vector_get_child")]
    public static partial nint StructChild(nint vector, ulong field);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_get_type_id")]
    public static partial DuckTypeId TypeId(nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_decimal_width")]
    public static partial byte DecimalWidth(nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_decimal_scale")]
    public static partial byte DecimalScale(nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_list_type_child_type")]
    public static partial nint ListChildType(nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_array_type_child_type")]
    public static partial nint ArrayChildType(nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_struct_type_child_count")]
    public static partial ulong StructFieldCount(nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_struct_type_child_name")]
    public static partial nint StructFieldName(nint type, ulong field);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_struct_type_child_type")]
    public static partial nint StructFieldType(nint type, ulong field);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_logical_type")]
    public static partial nint CreateType(DuckTypeId type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_decimal_type")]
    public static partial nint CreateDecimalType(byte width, byte scale);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_list_type")]
    public static partial nint CreateListType(nint element);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_struct_type")]
    public static partial nint CreateStructType(nint* types, nint* names, ulong count);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_logical_type")]
    public static partial void DestroyType(ref nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_table_function")]
    public static partial nint CreateTableFunction();

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_table_function")]
    public static partial void DestroyTableFunction(ref nint function);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_table_function_set_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetName(nint function, string name);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_table_function_set_extra_info")]
    public static partial void SetExtra(nint function, nint extra, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_table_function_set_bind")]
    public static partial void SetBind(nint function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_table_function_set_init")]
    public static partial void SetInit(nint function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_table_function_set_function")]
    public static partial void SetFunction(nint function, delegate* unmanaged[Cdecl]<nint, nint, void> run);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_table_function_supports_projection_pushdown")]
    public static partial void SupportProjection(nint function, [MarshalAs(UnmanagedType.U1)] bool supported);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_register_table_function")]
    public static partial int RegisterTableFunction(nint connection, nint function);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_get_extra_info")]
    public static partial nint BindExtra(nint info);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_add_result_column", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void AddResultColumn(nint info, string name, nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_set_cardinality")]
    public static partial void SetCardinality(nint info, ulong rows, [MarshalAs(UnmanagedType.U1)] bool exact);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_init_set_init_data")]
    public static partial void SetInitData(nint info, nint data, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_init_set_max_threads")]
    public static partial void SetMaxThreads(nint info, ulong threads);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_init_get_column_count")]
    public static partial ulong InitColumnCount(nint info);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_init_get_column_index")]
    public static partial ulong InitColumnIndex(nint info, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_function_get_extra_info")]
    public static partial nint FunctionExtra(nint info);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_function_get_init_data")]
    public static partial nint FunctionInitData(nint info);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_function_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetFunctionError(nint info, string error);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_scalar_function")]
    public static partial nint CreateScalarFunction();

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_scalar_function")]
    public static partial void DestroyScalarFunction(ref nint function);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_scalar_function_set_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetScalarName(nint function, string name);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_scalar_function_add_parameter")]
    public static partial void AddScalarParameter(nint function, nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_scalar_function_set_return_type")]
    public static partial void SetScalarReturn(nint function, nint type);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_scalar_function_set_function")]
    public static partial void SetScalarFunction(nint function, delegate* unmanaged[Cdecl]<nint, nint, nint, void> run);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_register_scalar_function")]
    public static partial int RegisterScalarFunction(nint connection, nint function);

    /// <summary>The text at a pointer that somebody else owns.</summary>
    public static string TextAt(nint pointer) => Marshal.PtrToStringUTF8(pointer) ?? "";

    /// <summary>The text at a pointer that is ours to free.</summary>
    public static string TakeText(nint pointer)
    {
        var text = TextAt(pointer);
        Free(pointer);
        return text;
    }
}
