using Levain.Tables.DuckDb;
using Levain.Tables.Json;

namespace Levain.Tables;

/// <summary>JSON, read strictly: an object is a row. Twice the same key, a trailing comma, a comment or NaN is refused, with its line.</summary>
public sealed record JsonFormat : TableFormat
{
    public JsonLayout Layout { get; init; } = JsonLayout.Found;

    /// <summary>The keys to read, with types such as <c>STRUCT(x DOUBLE, y DOUBLE)[]</c>; a key that an object lacks is null there, and other keys are left out.
    /// None at all means every key, with types that fit all objects of all files, for which they are read once more; texts stay texts, whatever they look like.</summary>
    public IReadOnlyList<DeclaredColumn> Columns { get; init; } = [];

    /// <summary>Objects and lists inside each other; what is deeper is refused.</summary>
    public int DeepestLevel { get; init => field = value is >= 1 and <= 512 ? value : throw new BuildException($"`{nameof(DeepestLevel)}` is 1 to 512, not {value}"); } = 64;

    /// <summary>In bytes; a file that is one object counts as one row.</summary>
    public int LargestRow { get; init => field = value is >= 1024 and <= 1 << 30 ? value : throw new BuildException($"`{nameof(LargestRow)}` is 1,024 bytes to 1 GiB, not {value}"); } = 64 << 20;

    private protected override string Kind => "JSON";

    internal override Table Read(InputFiles files, Reading reading)
    {
        using var session = DuckSession.Open(new() { Threads = reading.Threads, Memory = reading.Memory, Cancellation = reading.Cancellation });
        return Saying(files, () => session.ReadTable(new JsonReading(this, files, reading).Select(session)));
    }

    internal override void AddView(DuckSession session, string name, InputFiles files) =>
        Saying(files, () =>
        {
            session.AddView(name, new JsonReading(this, files, new(Environment.ProcessorCount, Cancellation: session.Cancellation)).Select(session));
            return true;
        });
}
