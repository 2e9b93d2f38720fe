using System.Diagnostics;
using System.Globalization;

namespace Levain.Soak;

/// <summary>Which system calls of a process are to fail, and how: what <c>faults.c</c> reads from its environment.</summary>
internal sealed record FaultOrder
{
    public const int Interrupted = 4, InputOutput = 5, NoSpace = 28, ReadOnly = 30;

    /// <summary>All that changes something.</summary>
    public const string Changes = "create,write,sync,rename,link,mkdir,unlink,truncate";

    /// <summary>All that takes room.</summary>
    public const string Room = "create,write,mkdir,link,truncate";

    /// <summary>All that the library looks at.</summary>
    public const string Everything = "open,read,lock,stat," + Changes;

    /// <summary>Kinds of calls with a comma between them.</summary>
    public required string Calls { get; init; }

    /// <summary>The number of an error, or <c>short</c>, <c>die</c>, <c>tear</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The call that fails, counted from 1; 0 when <see cref="Every"/> decides.</summary>
    public int At { get; init; }

    /// <summary>Whether all calls after it fail too.</summary>
    public bool Lasts { get; init; }

    /// <summary>One in so many fails, drawn by <see cref="Seed"/>; 0 when <see cref="At"/> decides.</summary>
    public int Every { get; init; }

    public int Seed { get; init; }

    public static string Error(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void ApplyTo(ProcessStartInfo start, string library, string prefix, string counts)
    {
        start.Environment["LD_PRELOAD"] = library;
        start.Environment["LEVAIN_FAULT_PREFIX"] = prefix;
        start.Environment["LEVAIN_FAULT_COUNTS"] = counts;
        start.Environment["LEVAIN_FAULT_CALLS"] = Calls;
        start.Environment["LEVAIN_FAULT_KIND"] = Kind;
        start.Environment["LEVAIN_FAULT_AT"] = Error(At);
        start.Environment["LEVAIN_FAULT_LASTS"] = Lasts ? "1" : "0";
        start.Environment["LEVAIN_FAULT_EVERY"] = Error(Every);
        start.Environment["LEVAIN_FAULT_SEED"] = Error(Seed);
    }
}
