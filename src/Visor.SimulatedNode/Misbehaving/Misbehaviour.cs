using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.Misbehaving;

/// <summary>One wrong thing a node was asked to do: <c>[role:]name[=value][@after:MS|@until:MS|@height:N]</c>.</summary>
/// <param name="Text">As it was asked for.</param>
/// <param name="Role"><c>core</c> or <c>datanode</c>.</param>
/// <param name="After">Counts from this long after the start of the process.</param>
/// <param name="Until">Counts until this long after the start of the process.</param>
/// <param name="Height">Counts from the block with this height.</param>
internal sealed record Misbehaviour(string Text, string Role, string Name, string? Value, TimeSpan? After, TimeSpan? Until, long? Height)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "slow-start", "slow-stop", "ignore-sigterm", "exit", "signal", "always-exit", "always-signal", "child", "stubborn-child",
        "hang-rpc", "garbage-rpc", "garbage-http", "html-rpc", "http-500", "close-rpc", "null-rpc", "null-body", "rpc-error", "huge-rpc",
        "mute-until", "never-ready", "withdraw", "ready-empty-tag", "ready-own-tag", "ready-tag", "hostile-tag",
        "other-plan", "empty-accepted", "null-accepted", "version-lie", "version-hang", "version-exit", "version-garbage",
        "no-history", "history-fail", "history-hang", "lag",
    };

    /// <exception cref="NodeFailedException">Nobody misbehaves like this.</exception>
    public static Misbehaviour Parse(string text)
    {
        var rest = text;
        var role = "core";
        foreach (var known in (string[])["core", "datanode"])
        {
            if (rest.StartsWith(known + ":", StringComparison.Ordinal))
                (role, rest) = (known, rest[(known.Length + 1)..]);
        }

        TimeSpan? after = null;
        TimeSpan? until = null;
        long? height = null;
        var (what, trigger) = Cut(rest, '@');
        if (trigger is not null)
        {
            var (kind, amount) = Cut(trigger, ':');
            if (kind is "after")
                after = TimeSpan.FromMilliseconds(Misbehaviours.Number(amount));
            else if (kind is "until")
                until = TimeSpan.FromMilliseconds(Misbehaviours.Number(amount));
            else if (kind is "height")
                height = Misbehaviours.Number(amount);
            else
                throw new NodeFailedException($"misbehaviour {text}: after @ comes after:MS, until:MS or height:N");
        }

        var (name, value) = Cut(what, '=');
        return Known.Contains(name)
            ? new Misbehaviour(text, role, name, value, after, until, height)
            : throw new NodeFailedException($"misbehaviour {text}: known are {string.Join(", ", Known.Order(StringComparer.Ordinal))}");
    }

    /// <returns>Nothing if there is no such file.</returns>
    public static IEnumerable<Misbehaviour> ReadFile(string path) =>
        File.Exists(path) ? File.ReadLines(path).Where(line => line.Trim().Length > 0).Select(line => Parse(line.Trim())) : [];

    private static (string Before, string? After) Cut(string text, char at)
    {
        var place = text.IndexOf(at, StringComparison.Ordinal);
        return place < 0 ? (text, null) : (text[..place], text[(place + 1)..]);
    }
}
