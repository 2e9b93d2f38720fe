using System.Diagnostics;
using Levain.Testing;

namespace Cake.Frosting.Tests;

/// <summary>How a host's project takes Frosting, asked of MSBuild itself.</summary>
public sealed class ReferenceTests
{
    private const string Host = "tests/Cake.Frosting.SampleHost/Cake.Frosting.SampleHost.csproj";

    [Fact]
    public void Without_more_a_host_refers_to_the_project()
    {
        var asked = MSBuild(Host, "-getItem:PackageReference", "-getItem:ProjectReference");

        Assert.Contains("Cake.Frosting.csproj", asked.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Identity\": \"Cake.Frosting\"", asked.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_property_puts_the_package_in_the_place_of_the_project_and_brings_along_what_it_lacks()
    {
        var asked = MSBuild(Host, "-p:UseCakeFrostingPackage=true", "-getItem:PackageReference", "-getItem:ProjectReference", "-getItem:Reference", "-getItem:Compile");

        Assert.Contains("\"Identity\": \"Cake.Frosting\"", asked.Output, StringComparison.Ordinal);
        Assert.Contains("HostSwitch.cs", asked.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Cake.Frosting.csproj\"", asked.Output.Replace("Cake.Frosting.SampleHost.csproj", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Cake.Core.dll", asked.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_brought_along_uses_nothing_of_frosting_itself()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestSource.Root, "src/Cake.Frosting/Hosting"), "*.cs"))
            Assert.DoesNotContain("using ", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void The_pinned_engine_is_accepted() => Assert.Equal(0, MSBuild("src/Cake.Frosting/Cake.Frosting.csproj", "-t:CheckCakeCore").ExitCode);

    [Fact]
    public void An_engine_with_other_bytes_than_the_pinned_ones_stops_the_build()
    {
        var build = MSBuild("src/Cake.Frosting/Cake.Frosting.csproj", "-t:CheckCakeCore", "-p:CakeCoreSha512=00");

        Assert.Equal(1, build.ExitCode);
        Assert.Contains("is not the Cake.Core that this project was built with: its SHA-512 is BAF94C", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_engine_is_said_in_a_sentence()
    {
        var build = MSBuild("src/Cake.Frosting/Cake.Frosting.csproj", "-t:CheckCakeCore", "-p:CakeToolVersion=6.9.9");

        Assert.Equal(1, build.ExitCode);
        Assert.Contains("the Cake.Tool 6.9.9 package is not restored", build.Output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output) MSBuild(string project, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = TestSource.Root, RedirectStandardOutput = true };
        foreach (var argument in (string[])["msbuild", project, "-nologo", "-nodeReuse:false", "-p:Configuration=Release", .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
