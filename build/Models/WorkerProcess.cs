using Levain.Planning;
using Levain.Tables;
using Levain.Workers;

namespace Levain.Host;

/// <summary>This host as a worker: it runs one stage for another host and ends.</summary>
internal static class WorkerProcess
{
    public static Task<int> RunAsync(string folder)
    {
        EndWithParent();
        var catalog = new ModelCatalog(HostFolders.Read());
        return Worker.RunAsync(folder, model => catalog.Load(model).Pipeline);
    }

    // Whoever started us holds the other end of our input. When it dies, even by SIGKILL, nobody wants the result any more.
    private static void EndWithParent() => new Thread(static () =>
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        Environment.Exit(1);
    }) { IsBackground = true, Name = "parent" }.Start();

    /// <summary>How this host starts itself again.</summary>
    public static WorkerLaunch Launch(HostFolders folders) => new()
    {
        Command = [Environment.ProcessPath!, .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(WorkerProcess).Assembly.Location] : Array.Empty<string>()],
        Environment = new Dictionary<string, string>
        {
            ["LEVAIN_HOST"] = Environment.GetEnvironmentVariable("LEVAIN_HOST") ?? "",
            [NativeLibraries.Variable] = NativeLibraries.Folder ?? "",
            ["DOTNET_ROOT"] = RuntimeFolder,
            ["DOTNET_TieredPGO"] = "0",
        },
        Needs = [RuntimeFolder, folders.Host, .. folders.Models.Values.Select(path => Path.GetDirectoryName(path)!), .. Natives()],
    };

    /// <summary>A worker has no network: what stages reach must be here before it starts.</summary>
    public static void FetchNatives(IEnumerable<Plan> plans)
    {
        if (plans.SelectMany(plan => plan.All).Any(each => each.Decision.Key?.Parts.Any(part => part.Key == NativeLibraries.KeyPart) == true)) NativeLibraries.Fetch();
    }

    private static string[] Natives()
    {
        if (NativeLibraries.Folder is not { } folder) return [];
        Directory.CreateDirectory(folder);
        return [folder];
    }

    // <root>/shared/Microsoft.NETCore.App/<version>/
    private static string RuntimeFolder => Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
