using System.Text;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.Verbs;

/// <summary>Writes a file called <c>vega</c> that is this executable as the binary of one release.</summary>
internal static class Install
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static int Run(IReadOnlyList<string> args)
    {
        string? folder = null;
        var own = new List<string>();
        for (var i = 0; i + 1 < args.Count; i += 2)
        {
            if (args[i] is "--into")
                folder = args[i + 1];
            else
                own.AddRange([args[i], args[i + 1]]);
        }

        if (folder is null || args.Count % 2 != 0)
            throw new NodeFailedException("install --into FOLDER --release TAG --network FILE [--misbehave WHAT]...");
        Write(folder, Invocation.Parse(own));
        return 0;
    }

    private static void Write(string folder, Invocation invocation)
    {
        var self = Environment.ProcessPath ?? throw new NodeFailedException("the path of this executable is unknown");
        var words = new List<string> { self, "--release", invocation.Release, "--network", invocation.NetworkFile };
        foreach (var misbehaviour in invocation.Misbehaviours)
            words.AddRange(["--misbehave", misbehaviour.Text]);

        // Without diagnostics the runtime starts sooner and leaves no files behind when the node is killed.
        // exec: Visor's child is the node itself, with the pid Visor knows.
        var script = new StringBuilder("#!/bin/sh\nexport DOTNET_EnableDiagnostics=0\nexec");
        foreach (var word in words)
            script.Append(' ').Append(Quoted(word));
        script.Append(" -- \"$@\"\n");

        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, "vega");
        var unfinished = target + ".new";
        File.WriteAllText(unfinished, script.ToString());
        File.SetUnixFileMode(unfinished, Executable);
        File.Move(unfinished, target, overwrite: true);
    }

    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
