using Levain.Testing;

namespace Levain.Tables.Tests;

/// <summary>Real files, in a mirror or beside the repository.</summary>
internal static class SharedData
{
    /// <summary>The path of a file or folder; the test is skipped when it is not here.</summary>
    public static string At(string relative)
    {
        var found = RealData.Find(relative);
        Assert.SkipWhen(found is null, RealData.Missing(relative));
        return found!;
    }
}
