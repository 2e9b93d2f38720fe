using System.Diagnostics;
using System.Globalization;

namespace Levain.Store;

/// <summary>Names a running process so that another process, now or after a restart of the machine, can tell whether it still lives.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Start">When it started, in ticks of the machine: process ids are used again.</param>
/// <param name="Boot">The start of the machine and the process namespace in which the id has a meaning.</param>
internal sealed record ProcessIdentity(int Id, long Start, string Boot)
{
    public static ProcessIdentity Current() => new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0, CurrentBoot());

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static ProcessIdentity? Parse(string text) =>
        text.Split('-') is [var id, var start, var boot]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new(process, ticks, boot)
            : null;

    /// <summary>Whether the process lives; null when it belongs to another machine, container or start, where nobody here can tell.</summary>
    public bool? Lives(string boot) => Boot == boot ? StartOf(Id) == Start : null;

    public static string CurrentBoot()
    {
        if (!OperatingSystem.IsLinux()) return "local";

        // Such as 3f2a91c04026531836: eight digits of the start, then the number in `pid:[4026531836]`.
        var space = File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "";
        return File.ReadAllText("/proc/sys/kernel/random/boot_id")[..8] + string.Concat(space.Where(char.IsAsciiDigit));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}-{Start}-{Boot}");

    private static long? StartOf(int process)
    {
        try
        {
            return OperatingSystem.IsLinux() ? LinuxStart(process) : Process.GetProcessById(process).StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // Field 22 of /proc/<pid>/stat. The name of the program, field 2, may hold spaces and brackets: count from the last bracket.
    private static long? LinuxStart(int process)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat");
        // Asked first: of a dead process every start asks, and an exception would cost it more than all the rest.
        if (!File.Exists(path)) return null;
        var stat = File.ReadAllText(path);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
