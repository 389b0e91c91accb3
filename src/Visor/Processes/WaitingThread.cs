namespace Visor.Processes;

/// <summary>A wait that only the kernel ends, on a thread of its own with a small stack.</summary>
internal static class WaitingThread
{
    private const int StackSize = 128 * 1024;
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMilliseconds(100);

    /// <summary>Completes when the wait is over, or with what it has thrown.</summary>
    /// <remarks>
    /// Where no more threads are allowed (pthread_create(3), EAGAIN) the wait begins when they are again: what is waited for
    /// goes on meanwhile and is only noticed later.
    /// </remarks>
    public static Task Run(Action wait, string name)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!TryStart(wait, name, over))
            _ = StartLater(wait, name, over);
        return over.Task;
    }

    private static async Task StartLater(Action wait, string name, TaskCompletionSource over)
    {
        do
            await Task.Delay(BeforeNextTry, TimeProvider.System);
        while (!TryStart(wait, name, over));
    }

    private static bool TryStart(Action wait, string name, TaskCompletionSource over)
    {
        try
        {
            new Thread(() => Complete(wait, over), StackSize) { IsBackground = true, Name = name }.Start();
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            return false; // How .NET says that there is no thread to be had.
        }
    }

    private static void Complete(Action wait, TaskCompletionSource over)
    {
        try
        {
            wait();
            over.SetResult();
        }
        catch (Exception e)
        {
            over.SetException(e);
        }
    }
}
