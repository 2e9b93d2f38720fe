using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>The directory in which a run takes place.</summary>
internal static class Place
{
    /// <summary>Goes to <paramref name="asked"/>, or else to where the host wants to be, or else stays.</summary>
    public static void Enter(IServiceProvider services, string? asked)
    {
        var path = asked ?? services.GetService<WorkingDirectory>()?.Path;
        if (path is null) return;

        var whole = Path.GetFullPath(path);
        if (!Directory.Exists(whole)) throw HostException.Usage($"the working directory `{whole}` does not exist", "make it, or name another with `--working PATH`");
        services.GetRequiredService<ICakeEnvironment>().WorkingDirectory = whole;
    }
}
