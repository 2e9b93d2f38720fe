using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Levain.Tests.Fingerprints;

/// <summary>The ahead-of-time compiler of the pinned SDK, restored as a package when it is not there yet.</summary>
internal static class ReadyToRunCompiler
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Package>microsoft.netcore.app.crossgen2.$(NETCoreSdkPortableRuntimeIdentifier)</Package>
          </PropertyGroup>
          <ItemGroup>
            <PackageDownload Include="$(Package)" Version="[$(BundledNETCoreAppPackageVersion)]" />
          </ItemGroup>
          <Target Name="Say">
            <WriteLinesToFile File="$(MSBuildProjectDirectory)/folder" Lines="$([MSBuild]::EnsureTrailingSlash($(NuGetPackageRoot)))$(Package)/$(BundledNETCoreAppPackageVersion)/tools/crossgen2" Overwrite="true" />
          </Target>
        </Project>
        """;

    /// <summary>Null where the restore fails, such as without a network.</summary>
    public static string? Find()
    {
        var folder = Directory.CreateTempSubdirectory("levain-crossgen-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Fetch.csproj"), Project);
            var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
            var start = new ProcessStartInfo(dotnet, ["msbuild", "Fetch.csproj", "-restore", "-t:Say", "-nologo", "-v:q", "-nodeReuse:false"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                // A test runner may point MSBuild elsewhere.
                Environment = { ["MSBuildSDKsPath"] = null, ["MSBUILD_EXE_PATH"] = null, ["MSBuildExtensionsPath"] = null },
            };
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) return null;
            var tool = File.ReadAllText(Path.Combine(folder, "folder")).Trim();
            return File.Exists(tool) ? tool : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
