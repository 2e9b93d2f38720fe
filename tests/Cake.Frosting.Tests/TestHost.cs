using System.Globalization;
using System.Text;
using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

/// <summary>A host of a few task classes of a test, and what it said.</summary>
internal sealed class TestHost : IConsole
{
    private readonly CakeHost host = CakeHost.Create();
    private readonly StringBuilder output = new(), error = new();

    public TestHost(params Type[] tasks) => host.ConfigureServices(services =>
    {
        services.AddSingleton<IConsole>(this).AddSingleton(Steps);
        foreach (var task in tasks) services.AddSingleton(typeof(IFrostingTask), task);
    });

    /// <summary>What ran, in order: tasks and lifetimes add to it.</summary>
    public List<string> Steps { get; } = [];

    public string Output => output.ToString();

    public string Error => error.ToString();

    public TestHost With(Action<CakeHost> configure)
    {
        configure(host);
        return this;
    }

    public TestHost With(object service) => With(host => host.ConfigureServices(services => services.AddSingleton(service.GetType(), service)));

    public int Run(string commandLine) => host.Run(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => output.AppendFormat(CultureInfo.InvariantCulture, format, arg);

    public void Write(string value) => output.Append(value);

    public void WriteLine(string format, params object[] arg) => output.AppendFormat(CultureInfo.InvariantCulture, format, arg).Append('\n');

    public void WriteLine(string value) => output.Append(value).Append('\n');

    public void WriteError(string format, params object[] arg) => error.AppendFormat(CultureInfo.InvariantCulture, format, arg);

    public void WriteError(string value) => error.Append(value);

    public void WriteErrorLine(string format, params object[] arg) => error.AppendFormat(CultureInfo.InvariantCulture, format, arg).Append('\n');

    public void WriteErrorLine(string value) => error.Append(value).Append('\n');

    public void ResetColor()
    {
    }
}
