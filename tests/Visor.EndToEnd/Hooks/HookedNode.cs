using System.Text.Json;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Hooks;

/// <summary>A node whose operator has written hooks. Each notes that it was run, in a file by its name, and ends as it is told.</summary>
internal sealed class HookedNode(TestNode node)
{
    public TestNode Node => node;

    /// <param name="end">The last line of the script.</param>
    /// <returns>The line of <c>[hooks]</c>.</returns>
    public string Hook(string name, string end = "exit 0")
    {
        var script = node.In(name + ".sh");

        // Beside it and then in its place: the one before it may be running, and is not to be written to (ETXTBSY).
        File.WriteAllText(script + ".new", $"""
            #!/bin/sh
            cat >>"$VISOR_HOME/{name}.json"
            echo >>"$VISOR_HOME/{name}.json"
            {end}

            """);
        File.SetUnixFileMode(script + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(script + ".new", script, overwrite: true);
        return $"{name} = [\"{name}.sh\"]\n";
    }

    /// <summary>What the hook has been told so far.</summary>
    public IReadOnlyList<JsonElement> Told(string name) => JsonLines.Read<JsonElement>(node.In(name + ".json"));

    public Task<JsonElement[]> WaitUntilTold(string name, int times = 1) => Eventually.See(
        () => Told(name) is { } told && told.Count >= times ? told.ToArray() : null, () => $"{name} is told\n{node.Everything()}");
}
