using System.Runtime.InteropServices;

namespace Levain.Host.Output;

/// <summary>The size of the terminal behind one stream.</summary>
internal static class TerminalSize
{
    // TIOCGWINSZ of Linux on x64 and arm64.
    private const nuint WindowSizeRequest = 0x5413;

    /// <summary>Columns and lines now, or null when the system does not tell.</summary>
    public static (int Width, int Height)? OfStream(int stream)
    {
        // The console class asks standard output only, wherever standard error leads, and loads the terminal database first.
        if (OperatingSystem.IsLinux())
            return ioctl(stream, WindowSizeRequest, out var window) == 0 && window.Columns > 0 ? (window.Columns, window.Rows) : null;

        try
        {
            return Console.WindowWidth > 0 ? (Console.WindowWidth, Console.WindowHeight) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ioctl(int stream, nuint request, out Window window);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Window
    {
        public readonly ushort Rows;
        public readonly ushort Columns;
        public readonly ushort PixelWidth;
        public readonly ushort PixelHeight;
    }
}
