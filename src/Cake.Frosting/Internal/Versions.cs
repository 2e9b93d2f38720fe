using System.Reflection;
using System.Runtime.InteropServices;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>Which versions a host is made of.</summary>
internal static class Versions
{
    public static string OfHost() => Assembly.GetEntryAssembly() is { } host ? Of(host) : "";

    public static string OfAll() => string.Join('\n', Assembly.GetEntryAssembly()?.GetName().Name + " " + OfHost(), "Cake.Core " + Of(typeof(ICakeContext).Assembly), RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);

    private static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "";
}
