using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Levain.Testing;

/// <summary>Runs a test of this program in another process of it, under a changed environment: parts of the processor switched off, another time zone.</summary>
public static class TestElsewhere
{
    /// <summary>Which vectors there are here. A test that writes it out shows whether a switch did something: the runtime renames its switches, and ignores those it does not know.</summary>
    public static string Vectors => $"vectors: 512 {Vector512.IsHardwareAccelerated}, 256 {Vector256.IsHardwareAccelerated}, 128 {Vector128.IsHardwareAccelerated}";

    /// <summary>What the one test wrote, which must have passed.</summary>
    public static async Task<string> RunAsync(Type tests, string method, string variable, string value, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Where the tests run as `dotnet X.Tests.dll`, the process is dotnet.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(tests.Assembly.Location);
        foreach (var argument in (string[])["-noLogo", "-noColor", "-showLiveOutput", "-method", $"{tests.FullName}.{method}"]) start.ArgumentList.Add(argument);
        start.Environment[variable] = value;

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var text = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        if (process.ExitCode != 0 || !text.Contains("Total: 1,", StringComparison.Ordinal)) throw new InvalidOperationException(text + await errors.ConfigureAwait(false));
        return text;
    }
}
