namespace Levain.FaultHost;

/// <summary>Counts how often stages run: each run makes a file that must not be there yet, whatever process it happens in.</summary>
public static class Ledger
{
    public const string Variable = "LEVAIN_TEST_LEDGER";

    /// <summary>Counts anew, in a folder of its own.</summary>
    internal static void Begin(string? folder, int generation)
    {
        if (string.IsNullOrEmpty(folder)) return;
        var path = Directory.CreateDirectory(Path.Combine(folder, generation.ToString(System.Globalization.CultureInfo.InvariantCulture))).FullName;
        Environment.SetEnvironmentVariable(Variable, path);
    }

    internal static void Enter(Stage stage)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder) return;
        new FileStream(Path.Combine(folder, stage.Name), FileMode.CreateNew).Dispose();
    }
}
