using Cake.Core;

namespace Cake.Frosting;

/// <summary>One target of the command line.</summary>
public interface IFrostingTask
{
    Task RunAsync(ICakeContext context);

    /// <summary>Asked when the task's turn has come; a skipped task does not stop those behind it.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Why the task is skipped.</summary>
    string SkippedMessage => "";

    /// <summary>Sees the failure of the task. The failure stands all the same, unless the task has <see cref="ContinueOnErrorAttribute"/>.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Comes after the task, failed or not.</summary>
    void Finally(ICakeContext context);
}
