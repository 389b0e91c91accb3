using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace Visor.EndToEnd.Harness;

/// <summary>A program under test: its lines, its end, its signals. Disposing kills it and all it has started.</summary>
internal sealed class TestProcess : IAsyncDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _standardOutput = new();

    private TestProcess(Process process) => _process = process;

    /// <summary>Everything it starts carries this.</summary>
    public ProcessMark Mark { get; } = new();

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Both stdout and stderr, in the order of their coming.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>What came on stdout alone.</summary>
    public IReadOnlyList<string> StandardOutput => [.. _standardOutput];

    public string Output => string.Join('\n', _lines);

    public static TestProcess Start(string program, params string[] args) => Start(program, args, environment: null);

    /// <param name="environment">Added to the test's own; a null value removes a variable.</param>
    public static TestProcess Start(
        string program,
        IEnumerable<string> args,
        IReadOnlyDictionary<string, string?>? environment,
        string? workingDirectory = null)
    {
        var info = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
        };
        Haste(info);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            info.Environment[name] = value;

        var started = new TestProcess(new Process { StartInfo = info });
        info.Environment[started.Mark.Variable] = started.Mark.Value;
        started._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                started._standardOutput.Enqueue(line.Data);
        };
        started._process.OutputDataReceived += started.Keep;
        started._process.ErrorDataReceived += started.Keep;
        IgnoredSignals.Heed();
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code (128 + n: killed by signal n) and its lines.</returns>
    public static Task<(int ExitCode, string Output)> Run(string program, params string[] args) => RunPatiently(Eventually.Patience, program, args);

    /// <summary>The same for a program that may need longer than everything else here.</summary>
    public static async Task<(int ExitCode, string Output)> RunPatiently(TimeSpan patience, string program, params string[] args)
    {
        await using var process = Start(program, args);
        return (await process.WaitForExit(patience), process.Output);
    }

    /// <exception cref="TimeoutException">It has not come; the message holds all lines.</exception>
    public Task<string> WaitForLine(string part) =>
        Eventually.See(
            () => _lines.FirstOrDefault(l => l.Contains(part, StringComparison.Ordinal)),
            () => $"a line with '{part}'\n{Output}");

    /// <returns>The exit code; 128 + n: killed by signal n.</returns>
    public Task<int> WaitForExit() => WaitForExit(Eventually.Patience);

    /// <inheritdoc cref="WaitForExit()"/>
    public async Task<int> WaitForExit(TimeSpan patience)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException e) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} still runs after {patience.TotalSeconds} s\n{Output}", e);
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for its end alone: what it has started may live on and write where it wrote.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAlone()
    {
        await Eventually.See(() => _process.HasExited ? this : null, () => $"the end of {_process.StartInfo.FileName}\n{Output}");
        return _process.ExitCode;
    }

    /// <summary>Sends it a signal; none of <see cref="Native"/>'s reaches its children.</summary>
    public void Signal(int signal)
    {
        if (_process.HasExited)
            return;
        _ = Native.Kill(Pid, signal);
        if (signal == Native.SigStop)
            Freezing.Await(Pid);
    }

    /// <summary>Kills it alone, and does not wait for what it has started.</summary>
    public Task Kill()
    {
        Signal(Native.SigKill);
        return WaitForExitAlone();
    }

    public Task<int> Terminate()
    {
        Signal(Native.SigTerm);
        return WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        try
        {
            // Again until nobody holds its output: what is just being executed (execve(2)) has no environment for a moment, and so no mark.
            var ended = _process.WaitForExitAsync(patience.Token);
            do
                Mark.KillBearers();
            while (await Task.WhenAny(ended, Task.Delay(LookInterval, CancellationToken.None)) != ended);
            await ended;
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} (pid {Pid}) is killed, and it or its output has not ended\n{Output}", e);
        }
        finally
        {
            _process.Dispose();
        }
    }

    // A program here lives for seconds: whatever its runtime compiles better for the long run, or opens for a debugger, is in vain.
    private static void Haste(ProcessStartInfo info)
    {
        info.Environment["DOTNET_TC_CallCounting"] = "0";
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            _lines.Enqueue(line.Data);
    }
}
