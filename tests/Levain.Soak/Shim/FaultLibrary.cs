using System.Diagnostics;

namespace Levain.Soak;

/// <summary>The compiled <c>faults.c</c>, in a folder of its own.</summary>
internal sealed class FaultLibrary : IDisposable
{
    private readonly string folder;

    private FaultLibrary(string folder) => this.folder = folder;

    public string Path => System.IO.Path.Combine(folder, "faults.so");

    /// <summary>Compiles the library, or says why it cannot be had here.</summary>
    public static FaultLibrary? Compile(out string reason)
    {
        reason = !OperatingSystem.IsLinux() ? "LD_PRELOAD is Linux's" : !File.Exists("/usr/bin/gcc") ? "there is no gcc to compile the library that lets system calls fail" : "";
        if (reason.Length > 0) return null;

        var library = new FaultLibrary(Directory.CreateTempSubdirectory("levain-faults-").FullName);
        using var gcc = Process.Start(new ProcessStartInfo("/usr/bin/gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library.Path, System.IO.Path.Combine(AppContext.BaseDirectory, "Shim", "faults.c"), "-ldl"]) { RedirectStandardError = true })!;
        reason = gcc.StandardError.ReadToEnd().Trim();
        gcc.WaitForExit();
        if (gcc.ExitCode == 0) return library;

        library.Dispose();
        // Without the headers of libc there is nothing wrong with our source.
        return reason.Contains("No such file or directory", StringComparison.Ordinal) ? null : throw new InvalidOperationException($"faults.c does not compile: {reason}");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
