using System.Runtime.ExceptionServices;

namespace Levain.Learning.Encoders;

internal static class Work
{
    /// <summary>Does each part once, on several threads. Of several errors, that of the first part is thrown, whoever came first.</summary>
    public static void Each(int count, int threads, Action<int> part)
    {
        if (threads <= 1 || count <= 1)
        {
            for (var i = 0; i < count; i++) part(i);
            return;
        }

        var errors = new ExceptionDispatchInfo?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            try
            {
                part(i);
            }
            catch (BuildException error)
            {
                errors[i] = ExceptionDispatchInfo.Capture(error);
            }
        });
        Array.Find(errors, error => error is not null)?.Throw();
    }
}
