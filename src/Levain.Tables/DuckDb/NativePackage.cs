using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Levain.Store;

namespace Levain.Tables.DuckDb;

/// <summary>Fetches a native library from its npm package, once for a workspace. What does not have the pinned hash is never kept.</summary>
internal sealed class NativePackage(NativePin pin)
{
    // The largest library is 117 MB.
    private const long Largest = 512L << 20;

    /// <summary>Puts the library into <paramref name="folder"/>.</summary>
    /// <returns>The path of its file.</returns>
    public string FetchInto(string folder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        using var held = ProcessLock.Acquire($"{folder}.lock", $"fetching {pin.Package}");
        var target = Path.Combine(folder, pin.File);
        // Another process may have fetched it while this one waited.
        if (File.Exists(target)) return target;

        Console.Error.WriteLine($"fetching {pin.Package} (once, about 25 MB)…");
        var temporary = $"{folder}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            var package = Pack(temporary);
            Check(package);
            Extract(package, Path.Combine(temporary, pin.File));
            File.Delete(package);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(temporary, folder);
            return target;
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    // npm knows the registry, its proxy and its credentials, as whoever runs this has set them.
    private string Pack(string folder)
    {
        string[] command = ["npm", "pack", pin.Package, "--pack-destination", folder, "--ignore-scripts", "--silent"];
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", .. command]) : new ProcessStartInfo(command[0], command[1..]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = folder;
        try
        {
            using var npm = Process.Start(start)!;
            var output = npm.StandardOutput.ReadToEndAsync();
            var errors = npm.StandardError.ReadToEnd();
            npm.WaitForExit();
            _ = output.GetAwaiter().GetResult();
            return npm.ExitCode == 0 && Directory.GetFiles(folder, "*.tgz") is [var package] ? package
                : throw Missing($"npm could not fetch it{(LastLine(errors) is { Length: > 0 } last ? $" ({last})" : "")}");
        }
        catch (Win32Exception error)
        {
            throw Missing("npm, which fetches it, is not installed", error);
        }
    }

    private void Check(string package)
    {
        using var file = File.OpenRead(package);
        var found = $"sha512-{Convert.ToBase64String(SHA512.HashData(file))}";
        if (found != pin.Integrity) throw new BuildException($"`{pin.Package}` came with the hash {found}, not the pinned {pin.Integrity}", "the registry gives other bytes than were published: find out why before you go on");
    }

    private void Extract(string package, string target)
    {
        using var unzipped = new GZipStream(File.OpenRead(package), CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name != $"package/{pin.File}" || entry.Length > Largest) continue;
            using (var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write)) entry.DataStream!.CopyTo(file);
            File.SetAttributes(target, FileAttributes.ReadOnly);
            return;
        }

        throw new BuildException($"`{pin.Package}` holds no `{pin.File}`");
    }

    private BuildException Missing(string why, Exception? inner = null) => new(
        $"`{pin.File}` of `{pin.Package}` is not here, and {why}",
        $"install npm and try again, or put the file into a folder and name that in `{NativeFolder.Variable}`", inner);

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal)) ?? "";
}
