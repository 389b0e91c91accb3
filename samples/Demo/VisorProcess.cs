using System.Diagnostics;

namespace Visor.Demo;

/// <summary><c>visor run</c> for one node.</summary>
internal sealed class VisorProcess : IDisposable
{
    private const int SigTerm = 15;

    // Visor's messages and its node's output go straight into the file: no pipe that breaks if the demo is killed.
    private const string Script = "exec \"$0\" \"$@\" </dev/null >>\"$VISOR_DEMO_LOG\" 2>&1";

    // What would lead a download elsewhere than to the demo's own server.
    private static readonly string[] VariablesOfDownloads =
        ["GITHUB_API_URL", "GITHUB_TOKEN", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    private readonly Process _process;

    private VisorProcess(DemoNode node, Process process) => (Node, _process) = (node, process);

    public DemoNode Node { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>128 + n: killed by signal n.</summary>
    public int ExitCode => _process.ExitCode;

    public static VisorProcess Start(DemoNode node, Mark mark)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", Script, Programs.Visor, "--home", node.Home, "run"]) { UseShellExecute = false };
        foreach (var variable in VariablesOfDownloads)
            info.Environment.Remove(variable);
        info.Environment["VISOR_DEMO_LOG"] = node.LogFile;
        info.Environment[Mark.Variable] = mark.Value;
        return new VisorProcess(node, Process.Start(info)!);
    }

    public void Terminate()
    {
        if (!HasExited)
            _ = Native.Kill(_process.Id, SigTerm);
    }

    public Task WaitForExit(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    public void Dispose() => _process.Dispose();
}
