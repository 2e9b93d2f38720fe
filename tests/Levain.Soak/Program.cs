using Levain;
using Levain.Soak;

try
{
    var options = SoakOptions.Parse(args);
    using var campaigns = new Campaigns();
    var rows = await new Soak(campaigns, options, Console.Error.WriteLine).RunAsync();
    Console.Out.Write(options.Json ? SoakJson.Of(rows) : $"{SoakTable.Of(rows)}\n{SoakTable.Summary(rows)}");
    return rows.All(row => row.IsGood) ? 0 : 1;
}
catch (BuildException error)
{
    await Console.Error.WriteLineAsync($"error: {error.Message}");
    if (error.Hint is { } hint) await Console.Error.WriteLineAsync($"  hint: {hint}");
    return error.ExitCode;
}
