namespace Levain.FaultHost;

/// <summary>Counts how often stages run: each run makes a file that must not be there yet, whatever process it happens in.</summary>
internal static class Ledger
{
    public const string Variable = "LEVAIN_TEST_LEDGER";

    public static void Enter(Stage stage)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder) return;
        new FileStream(Path.Combine(folder, stage.Name), FileMode.CreateNew).Dispose();
    }
}
