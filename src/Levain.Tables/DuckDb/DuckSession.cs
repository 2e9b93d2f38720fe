using System.Globalization;

namespace Levain.Tables.DuckDb;

/// <summary>A database in memory with one connection. Nothing of it outlives the session.</summary>
internal sealed partial class DuckSession : IDisposable
{
    private nint database, connection;
    private readonly CancellationTokenRegistration stop;
    private readonly List<PieceSource> sources = [];

    private DuckSession(nint database, nint connection, CancellationToken cancellation)
    {
        (this.database, this.connection, Cancellation) = (database, connection, cancellation);
        stop = cancellation.UnsafeRegister(static session => Native.Interrupt(((DuckSession)session!).connection), this);
    }

    public static DuckSession Open(DuckOptions? options = null)
    {
        DuckLibrary.Load();
        options ??= new();
        var config = Configured(options);
        nint database, error;
        try
        {
            if (Native.Open(null, out database, config, out error) != Native.Success) throw DuckException.Of(Native.TakeText(error));
        }
        finally
        {
            Native.DestroyConfig(ref config);
        }

        if (Native.Connect(database, out var connection) != Native.Success)
        {
            Native.Close(ref database);
            throw new InvalidOperationException("a database that was opened refuses a connection");
        }

        return new DuckSession(database, connection, options.Cancellation).Settled();
    }

    /// <summary>Another session over the same database, for another thread. It must not outlive this one.</summary>
    public DuckSession Beside() =>
        Native.Connect(database, out var other) == Native.Success ? new DuckSession(0, other, Cancellation).Settled() : throw new InvalidOperationException("an open database refuses a connection");

    // Nothing may depend on where the machine is.
    private DuckSession Settled()
    {
        Execute("SET errors_as_json = true; SET TimeZone = 'UTC'; SET Calendar = 'gregorian'");
        return this;
    }

    private static nint Configured(DuckOptions options)
    {
        if (Native.CreateConfig(out var config) != Native.Success) throw new InvalidOperationException("DuckDB has no memory for its settings");
        Set("threads", options.Threads.ToString(CultureInfo.InvariantCulture));
        // What is not inside the library must not come from the network.
        Set("autoinstall_known_extensions", "false");
        Set("autoload_known_extensions", "false");
        Set("allow_community_extensions", "false");
        Set("preserve_insertion_order", "true");
        if (options.Memory is { } memory) Set("memory_limit", string.Create(CultureInfo.InvariantCulture, $"{memory}B"));
        Set("temp_directory", options.TemporaryFolder ?? "");
        return config;

        void Set(string name, string value)
        {
            if (Native.SetConfig(config, name, value) != Native.Success) throw new InvalidOperationException($"DuckDB does not know the setting `{name}`");
        }
    }

    /// <summary>Runs statements whose result nobody wants.</summary>
    public void Execute(string sql)
    {
        Cancellation.ThrowIfCancellationRequested();
        var failed = Native.Query(connection, sql, out var result) != Native.Success;
        var error = failed ? Native.TextAt(Native.ResultError(ref result)) : null;
        Native.DestroyResult(ref result);
        if (error is not null) throw Error(error);
    }

    /// <summary>Runs a query, whose rows come chunk by chunk as they are made.</summary>
    public DuckResult Query(string sql)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (Native.Prepare(connection, sql, out var statement) != Native.Success)
        {
            var error = Native.TextAt(Native.PrepareError(statement));
            Native.DestroyPrepare(ref statement);
            throw Error(error);
        }

        if (Native.ExecuteStreaming(statement, out var result) != Native.Success)
        {
            var error = Native.TextAt(Native.ResultError(ref result));
            Native.DestroyResult(ref result);
            Native.DestroyPrepare(ref statement);
            throw Error(error);
        }

        return new DuckResult(this, statement, result);
    }

    public void Dispose()
    {
        stop.Dispose();
        if (connection != 0) Native.Disconnect(ref connection);
        if (database != 0) Native.Close(ref database);
    }

    /// <summary>The handle, for what is registered with it.</summary>
    internal nint Connection => connection;

    internal CancellationToken Cancellation { get; }

    internal Exception Error(string text)
    {
        // What a source of ours says is more than the text that came through the library.
        if (sources.Find(source => source.Failure is not null) is { Failure: { } failure } failed)
        {
            failed.Failure = null;
            return failure;
        }

        var error = DuckException.Of(text);
        return error.Kind == "Interrupt" || Cancellation.IsCancellationRequested ? new OperationCanceledException(Cancellation) : error;
    }
}
