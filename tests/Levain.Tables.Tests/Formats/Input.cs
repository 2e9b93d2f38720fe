namespace Levain.Tables.Tests.Formats;

/// <summary>Reading as a stage does, stopped when the test is.</summary>
internal static class Input
{
    public static Table Read(string path, TableFormat format, int threads = 1, string? name = null) => TableFiles.Read(path, format, threads, name, TestContext.Current.CancellationToken);
}
