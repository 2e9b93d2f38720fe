using Levain;
using Levain.Bench;
using Levain.Bench.Learning;
using Levain.Bench.Registering;
using Levain.Bench.Trees;

try
{
    if (CheckOutProcess.Run(args) || TableTask.RunHere(args) || TreesProcess.RunHere(args) || LearningTask.RunHere(args)) return 0;
    var options = BenchOptions.Parse(args);
    var before = Machine.Load();
    var rows = options.Suite switch
    {
        "numerics" => NumericsSuite.Run(),
        "store" => StoreSuite.Run(options),
        "tables" => TablesSuite.Run(options),
        "learning" => LearningSuite.Run(options),
        "registry" => RegistrySuite.Run(options),
        "trees" => TreesSuite.Run(options),
        _ => EngineSuite.Run(options),
    };
    var text = options.Json ? BenchJson.Of(options.Suite, before, rows) : BenchTable.Of(before, rows);
    if (options.Output is { } file) File.WriteAllText(file, text);
    else Console.Out.Write(text);
    return 0;
}
catch (BuildException error)
{
    Console.Error.WriteLine($"error: {error.Message}");
    if (error.Hint is { } hint) Console.Error.WriteLine($"  hint: {hint}");
    return error.ExitCode;
}
