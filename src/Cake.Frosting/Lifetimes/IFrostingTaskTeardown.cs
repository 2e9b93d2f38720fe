using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after every task, also after a failed or skipped one.</summary>
public interface IFrostingTaskTeardown
{
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
