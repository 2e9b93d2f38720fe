namespace Cake.Frosting.Hosting;

/// <summary>Tells how a failure ends the process, for exceptions that a host knows: register one as a service.</summary>
public interface IExceptionReporter
{
    /// <summary>The words and the exit code for <paramref name="exception"/>, or null when it is not one that this reporter knows.</summary>
    ExceptionReport? Describe(Exception exception);
}
