namespace Levain.Host;

/// <summary>Targets that the design names and that are not built yet: refused with a sentence, never accepted in silence.</summary>
internal static class PlannedTargets
{
    private static readonly string[] Names =
    [
        "Ui", "Predict", "Evaluate",
        "Image", "Publish", "Release", "Deploy", "Export", "Serve", "Stream", "Monitor", "Retrain",
    ];

    /// <summary>The arguments; the process ends when they name a target that is yet to come.</summary>
    public static string[] Refuse(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i] is "--target" or "-t" ? args.ElementAtOrDefault(i + 1) : args[i].StartsWith("--target=", StringComparison.OrdinalIgnoreCase) ? args[i][9..] : null;
            if (Names.FirstOrDefault(planned => string.Equals(planned, name, StringComparison.OrdinalIgnoreCase)) is not { } found) continue;
            Console.Error.WriteLine($"error: target `{found}` is not built yet");
            Console.Error.WriteLine("  hint: `--description` lists the targets that are");
            Environment.Exit(2);
        }

        return args;
    }
}
