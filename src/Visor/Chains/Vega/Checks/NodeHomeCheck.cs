using System.Collections.Immutable;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Vega.Checks;

/// <summary>The folders that the node's own arguments name, and the socket that the core's own configuration names.</summary>
internal static class NodeHomeCheck
{
    private const string Option = "--home";

    public static IEnumerable<Finding> Check(RunConfig definition)
    {
        if (HomeIn(definition.Core.Arguments) is { } core)
        {
            yield return Folder("core's home", core);
            if (Directory.Exists(core))
                yield return Socket(Path.Combine(core, "config", "node", "config.toml"), definition.Rpc.SocketPath);
        }

        if (definition.DataNode is { } dataNode && HomeIn(dataNode.Arguments) is { } home)
            yield return Folder("data node's home", home);
    }

    private static Finding Folder(string what, string folder) => Directory.Exists(folder)
        ? Finding.Ok(what, $"{folder} exists")
        : Finding.Failure(what, $"{Option} names {folder}, which does not exist", "correct the args in the run config (a relative path starts at Visor's working directory), or create that home with the node's own `init`");

    private static Finding Socket(string file, string socketPath)
    {
        const string what = "core's own socket";
        var problems = new ProblemList(file);
        if (ConfigurationFile.Read(file, "", problems) is not { } text)
            return Finding.Warning(what, $"{file} cannot be read, so Visor cannot tell whether the core opens the socket there", "compare [Admin.Server] SocketPath in the core's configuration with the run config");
        var configured = TomlDocument.Parse(text, problems).Find("Admin")?.Value is TomlTable admin && admin.Find("Server")?.Value is TomlTable server
            && server.Find("SocketPath")?.Value is TomlText path ? path.Text : null;
        if (configured is null)
            return Finding.Warning(what, $"{file} has no [Admin.Server] SocketPath, so Visor cannot tell whether the core opens the socket there", "compare it with the run config by hand");
        return string.Equals(Path.GetFullPath(configured), Path.GetFullPath(socketPath), StringComparison.Ordinal)
            ? Finding.Ok(what, $"[Admin.Server] SocketPath in {file} matches the run config")
            : Finding.Failure(what, $"the core opens {PlainText.Excerpt(configured)} ([Admin.Server] SocketPath in {file}), but the run config has {socketPath}", "use the same path in both; otherwise Visor never learns of an upgrade");
    }

    // As the node's own command line has it: the last one counts.
    private static string? HomeIn(ImmutableArray<string> arguments)
    {
        string? home = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].StartsWith(Option + "=", StringComparison.Ordinal))
                home = arguments[i][(Option.Length + 1)..];
            else if (string.Equals(arguments[i], Option, StringComparison.Ordinal) && i + 1 < arguments.Length)
                home = arguments[++i];
        }

        return string.IsNullOrEmpty(home) ? null : Path.GetFullPath(home);
    }
}
