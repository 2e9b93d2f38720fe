using System.Diagnostics;

namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>The real XGBoost, through Python, where it is installed.</summary>
internal static class PythonXGBoost
{
    // Linux distributions put their packages where only their own Python looks.
    private static readonly Lazy<string?> Found = new(() => ((string[])["/usr/bin/python3", "python3"]).FirstOrDefault(python => Start(python, "import xgboost", []).Code == 0));

    public static bool IsHere => Found.Value is not null;

    public static void Require()
    {
        if (!IsHere) Assert.Skip("python3-xgboost is not installed");
    }

    /// <summary>Runs a script that gets its arguments in `sys.argv`.</summary>
    public static void Run(string script, params string[] arguments)
    {
        Require();
        var (code, error) = Start(Found.Value!, script, arguments);
        Assert.True(code == 0, error);
    }

    private static (int Code, string Error) Start(string python, string script, string[] arguments)
    {
        var start = new ProcessStartInfo(python, ["-", .. arguments]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            var error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(script);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
