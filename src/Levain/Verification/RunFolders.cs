using Levain.Scheduling;
using Levain.Store;

namespace Levain.Verification;

/// <summary>Folders for runs that only compare, some of them in memory. What a killed process left there is deleted by the next one.</summary>
internal static class RunFolders
{
    private const string Prefix = "levain-verify-";

    public static string Open(string parent)
    {
        Directory.CreateDirectory(parent);
        var self = ProcessIdentity.Current();
        foreach (var old in Directory.EnumerateDirectories(parent, $"{Prefix}*"))
            if (ProcessIdentity.Parse(Path.GetFileName(old)[Prefix.Length..].Split('.')[0])?.Lives(self.Boot) == false) ScratchFolders.Delete(old);

        var folder = Path.Combine(parent, $"{Prefix}{self}.{Guid.NewGuid().ToString("N")[..8]}");
        Directory.CreateDirectory(folder);
        return folder;
    }
}
