using System.Diagnostics;

namespace Visor.Testing.Processes;

/// <summary><c>visor run</c> whose output, and that of its node, goes straight into a file: no pipe that breaks with whoever has started it, or costs it time.</summary>
internal sealed class LoggedVisor : IDisposable
{
    private const string Script = "log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1";

    private readonly Process _process;

    private LoggedVisor(Process process) => _process = process;

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>128 + n: killed by signal n.</summary>
    public int ExitCode => _process.ExitCode;

    /// <param name="command">The command line up to the options of <c>run</c>: Visor, behind what it is to run under.</param>
    /// <param name="log">Path of the file, which is made if it is not there.</param>
    /// <param name="mark">Everything it starts carries this; null: nothing.</param>
    public static LoggedVisor Start(IEnumerable<string> command, string home, string log, ProcessMark? mark = null) =>
        StartLine([.. command, "run", "--home", home], log, mark, variables: []);

    /// <param name="line">The whole command line.</param>
    /// <param name="variables">What its environment has more.</param>
    /// <inheritdoc cref="Start"/>
    public static LoggedVisor StartLine(IEnumerable<string> line, string log, ProcessMark? mark, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", log, .. line]) { UseShellExecute = false };
        foreach (var variable in VisorEnvironment.OfDownloads)
            info.Environment.Remove(variable);
        if (mark is not null)
            info.Environment[mark.Variable] = mark.Value;
        foreach (var (name, value) in variables)
            info.Environment[name] = value;
        return new LoggedVisor(Process.Start(info)!);
    }

    /// <summary>Asks it to stop, unless it has ended.</summary>
    public void Terminate()
    {
        if (!HasExited)
            _ = Native.Kill(Pid, Native.SigTerm);
    }

    public Task WaitForExit(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Kills it and what it has started, unless it has ended.</summary>
    public void Kill()
    {
        if (!HasExited)
            _process.Kill(entireProcessTree: true);
    }

    public void Dispose() => _process.Dispose();
}
