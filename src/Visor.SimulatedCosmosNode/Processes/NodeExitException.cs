namespace Visor.SimulatedCosmosNode.Processes;

/// <summary>The process is to end with this code; its message is written to stderr, as by a panic or by the main program.</summary>
internal sealed class NodeExitException(int code, string message) : Exception(message)
{
    public int Code => code;

    /// <summary>A Go panic: exit code 2 and a stack.</summary>
    public static NodeExitException Panic(string message) => new(2, $"panic: {message}\n\ngoroutine 1 [running]:\nmain.main()\n\tsimulated/main.go:1");

    /// <summary>An error that a command returns: usage, and exit code 1.</summary>
    public static NodeExitException Error(string message) => new(1, $"Usage:\n  appd start [flags]\n\nError: {message}");
}
