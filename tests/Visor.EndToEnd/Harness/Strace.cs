using System.Globalization;
using Xunit;

namespace Visor.EndToEnd.Harness;

/// <summary>strace(1) on a program that runs: what the program asks of the kernel fails as the test wants, until it is disposed.</summary>
internal sealed class Strace : IAsyncDisposable
{
    private readonly TestProcess _strace;

    private Strace(TestProcess strace) => _strace = strace;

    /// <param name="calls">Such as <c>fsync</c> or <c>clone,clone3,vfork</c>.</param>
    /// <param name="injection">Such as <c>error=EIO</c>; see <c>-e inject</c> in strace(1).</param>
    /// <param name="follow">Also the threads and processes that the program starts from now on. A thread pool prefers its youngest thread, so that
    /// without this one new thread may make all the calls; but a node that is started is answered the same way.</param>
    /// <param name="path">Null: whatever the calls are about; else only those whose first path is this file, so that a node that is started is left alone.</param>
    public static async Task<Strace> Inject(TestProcess program, string calls, string injection, bool follow = true, string? path = null)
    {
        Requirement.Program("strace");
        string[] about = path is null ? [] : ["-P", path];
        string[] what = ["-o", "/dev/null", .. about, "-e", $"trace={calls}", "-e", $"inject={calls}:{injection}"];

        // Of a process that it follows strace takes all threads by itself, and says so in one line; of one that it does not, it takes the threads it is given.
        string[] threads = follow
            ? ["--follow-forks", $"--attach={program.Pid}"]
            : [.. Directory.EnumerateDirectories($"/proc/{program.Pid}/task").Select(task => $"--attach={Path.GetFileName(task)}")];
        var lines = follow ? 1 : threads.Length;
        var strace = TestProcess.Start("strace", [.. what, .. threads]);
        var attached = new Strace(strace);
        try
        {
            await Eventually.See(
                () => strace.HasExited || strace.Lines.Count(IsSettled) >= lines ? strace : null,
                () => $"strace attached by {string.Join(' ', threads)}: {strace.Output}");
        }
        catch (Exception)
        {
            await attached.DisposeAsync();
            throw;
        }

        if (strace.HasExited)
        {
            await attached.DisposeAsync();
            Assert.Skip($"strace cannot be used here: {strace.Output}");
        }

        return attached;
    }

    /// <summary>Ends the injection into a program that was started under strace(1), which stands aside (<c>-D</c>): the program goes on.</summary>
    public static void LetGo(TestProcess program)
    {
        var tracer = File.ReadLines($"/proc/{program.Pid}/status").First(l => l.StartsWith("TracerPid:", StringComparison.Ordinal))["TracerPid:".Length..];
        _ = Native.Kill(int.Parse(tracer, CultureInfo.InvariantCulture), Native.SigKill);
    }

    // A thread may have ended between the listing and the attaching.
    private static bool IsSettled(string line) =>
        line.Contains("attached", StringComparison.Ordinal) || line.EndsWith("No such process", StringComparison.Ordinal);

    // Killed, and the kernel lets go of the program (ptrace(2)), which goes on. Asked to end, strace would first wait for each thread to stop,
    // for ever if the program ends meanwhile.
    public ValueTask DisposeAsync() => _strace.DisposeAsync();
}
