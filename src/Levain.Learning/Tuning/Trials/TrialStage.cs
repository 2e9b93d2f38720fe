using Levain.Store;

namespace Levain.Learning;

/// <summary>A stage that tries some parameters. What they cannot do is a failed trial, kept like any other, and not the end of the study.</summary>
public abstract record TrialStage<TModel> : Stage<Trial<TModel>> where TModel : IArtifact<TModel>
{
    /// <summary>Tries. A <see cref="BuildException"/> says that the parameters cannot be used.</summary>
    protected abstract Task<Trial<TModel>> TryAsync(StageContext context);

    protected sealed override async Task<Trial<TModel>> RunAsync(StageContext context)
    {
        try
        {
            return await TryAsync(context).ConfigureAwait(false);
        }
        catch (BuildException error) when (IsOfParameters(error))
        {
            return Trial.Failed<TModel>(error.Message, error.Hint);
        }
    }

    // What the machine is to blame for must not be kept as if it were true everywhere; nor a further stage of the trial that failed, which may have run out of time.
    private static bool IsOfParameters(BuildException error) => error is not LostObjectException && error.InnerException is not BuildException && !DiskError.IsFull(error);
}
