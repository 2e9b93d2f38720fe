namespace Levain.Build.Tests;

/// <summary>Sources of a host and two models that compile in a moment. Each prints a text that an edit changes.</summary>
internal static class TinySources
{
    public const string Engine = "src/Levain/Engine.cs", Host = "build/Program.cs", Alpha = "models/alpha/Alpha.cs", Beta = "models/beta two/Beta.cs";

    private const string Project = """<Project Sdk="Microsoft.NET.Sdk" />""";

    // With `--wait` the engine's assembly is loaded only after a line has come in: a host that lost its folder meanwhile would fail there.
    private const string Program = """
        var lines = Environment.GetEnvironmentVariable("LEVAIN_HOST")!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var leases = new List<IDisposable>();
        foreach (var line in lines.Skip(1).Where(line => !line.StartsWith("broken", StringComparison.Ordinal)))
            leases.Add(new FileStream(Path.Combine(lines[0], line.Split('\t')[^1].Split('/')[0], "in-use"), FileMode.Open, FileAccess.Read, FileShare.Read));
        Console.WriteLine("host=as written");
        Console.WriteLine("arguments=" + string.Join('|', args));
        Console.WriteLine("folder=" + Environment.CurrentDirectory);
        foreach (var line in lines.Skip(1).Where(line => line.StartsWith("model", StringComparison.Ordinal)))
            Console.WriteLine(line.Split('\t')[1] + "=" + File.Exists(Path.Combine(lines[0], line.Split('\t')[2])));
        if (args is ["--wait", ..])
            Console.ReadLine();
        Late.Print();
        leases.ForEach(lease => lease.Dispose());
        return args is ["--exit", var code] ? int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) : 0;

        internal static class Late
        {
            public static void Print() => Console.WriteLine("engine=" + Levain.Engine.Text + "\nmodule=" + typeof(Levain.Engine).Module.ModuleVersionId);
        }
        """;

    private const string BuildProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
          <ItemGroup><ProjectReference Include="../src/Levain/Levain.csproj" /><ProjectReference Include="../src/Levain.Tables/Levain.Tables.csproj" /><ProjectReference Include="../src/Levain.Learning/Levain.Learning.csproj" /><ProjectReference Include="../src/Levain.Registry/Levain.Registry.csproj" /><Compile Remove="compile/launcher/**" /></ItemGroup>
        </Project>
        """;

    private const string EngineSource = """
        namespace Levain;
        public static class Engine { public static string Text => "as written"; }
        """;

    private const string Model = """
        namespace Model;
        public static class Pipeline { public static string Text => "as written" + Engine.Text; }
        """;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["src/Levain/Levain.csproj"] = Project,
        [Engine] = EngineSource,
        ["src/Levain.Tables/Levain.Tables.csproj"] = Project,
        ["src/Levain.Tables/Tables.cs"] = "namespace Levain.Tables; internal static class Tables;",
        ["src/Levain.Learning/Levain.Learning.csproj"] = Project,
        ["src/Levain.Learning/Learning.cs"] = "namespace Levain.Learning; internal static class Learning;",
        ["src/Levain.Registry/Levain.Registry.csproj"] = Project,
        ["src/Levain.Registry/Registry.cs"] = "namespace Levain.Registry; internal static class Registry;",
        ["build/Build.csproj"] = BuildProject,
        [Host] = Program,
        ["models/alpha/Alpha.csproj"] = Project,
        [Alpha] = Model,
        ["models/beta two/Beta.csproj"] = Project,
        [Beta] = Model,
    };
}
