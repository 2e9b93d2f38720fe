using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Levain.Learning.Tests;

/// <summary>Asks what Python's learners say, where they are installed.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3", Mark = "answer: ";

    private static readonly JsonSerializerOptions Exact = new() { Converters = { new ExactSingles() } };

    /// <summary>Runs a script that finds its input as <c>given</c>, with <c>np</c> and <c>xgb</c> at hand, and sets <c>answer</c>. Skips the test without Python or XGBoost.</summary>
    public static async Task<JsonElement> AskAsync(string script, object given)
    {
        var cancellation = TestContext.Current.CancellationToken;
        if (!File.Exists(Interpreter)) Assert.Skip("python3 is not installed, so there is nothing to compare with");
        var start = new ProcessStartInfo(Interpreter) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"""
            import json, sys, warnings
            warnings.filterwarnings("ignore")
            try:
                import numpy as np, xgboost as xgb, sklearn.metrics
            except ImportError:
                sys.exit(77)
            xgb.set_config(verbosity=0)
            given = json.load(sys.stdin)
            {script}
            print("{Mark}" + json.dumps(answer))
            """);
        start.Environment["OMP_NUM_THREADS"] = "1";

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, given, Exact, cancellation);
        process.StandardInput.Close();
        var text = await output;
        await process.WaitForExitAsync(cancellation);

        if (process.ExitCode == 77) Assert.Skip("numpy, xgboost or sklearn is not installed, so there is nothing to compare with");
        Assert.True(process.ExitCode == 0, await errors);
        // What the libraries have to say stands before it.
        return JsonDocument.Parse(text[(text.LastIndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..]).RootElement;
    }

    /// <summary>Writes a single as the double that it is, not as the shortest text that would be read as the same single; NaN as null.</summary>
    private sealed class ExactSingles : JsonConverter<float>
    {
        public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetSingle();

        public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
        {
            if (float.IsNaN(value)) writer.WriteNullValue();
            else writer.WriteNumberValue((double)value);
        }
    }

    public static double[] Numbers(this JsonElement answer, string name) => [.. answer.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
