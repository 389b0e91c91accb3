using System.Globalization;
using Visor.SimulatedCosmosNode.App;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Releases;
using Visor.SimulatedCosmosNode.Rpc;

namespace Visor.SimulatedCosmosNode.Verbs;

/// <summary>A command line, the environment and the files of settings, in this order of precedence.</summary>
internal sealed class Invocation(Executable executable, IReadOnlyList<string> words)
{
    public Executable Executable => executable;

    public Release Release => executable.Release;

    public IReadOnlyList<string> Words => words;

    /// <summary>Of the environment variables: the name of the executable.</summary>
    private string Prefix => executable.Name.ToUpperInvariant().Replace('-', '_').Replace('.', '_') + "_";

    public NodeHome Home() => new(Path.GetFullPath(
        FlagOrVariable("home", "HOME") ?? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", "." + executable.Name)));

    /// <exception cref="NodeExitException">Nothing listens there.</exception>
    public RpcAddress Address(NodeHome home) => RpcAddress.Parse(
        FlagOrVariable("rpc.laddr", "RPC_LADDR") ?? Toml.Value(home.ConfigToml, "rpc", "laddr") ?? RpcAddress.Default);

    /// <exception cref="NodeExitException">They are no numbers.</exception>
    public Settings Settings(NodeHome home) => new(
        SkipHeights(),
        Number("halt-height", FlagOrVariable("halt-height", "HALT_HEIGHT") ?? Toml.Value(home.AppToml, "", "halt-height") ?? "0"),
        KeepRecent(home.AppToml));

    // What the strategies stand for in pruning/types of the SDK's store.
    private static long KeepRecent(string file) => Toml.Value(file, "", "pruning") switch
    {
        "nothing" => long.MaxValue,
        "everything" => 2,
        "custom" => Number("pruning-keep-recent", Toml.Value(file, "", "pruning-keep-recent") ?? "0"),
        _ => 362_880,
    };

    /// <summary>The last value of <c>--name value</c> or <c>--name=value</c>; null: there is none.</summary>
    public string? Flag(string name) => Flags(name).LastOrDefault();

    public bool Has(string name) => words.Contains("--" + name, StringComparer.Ordinal);

    private string? FlagOrVariable(string flag, string variable) =>
        Flag(flag) ?? (Environment.GetEnvironmentVariable(Prefix + variable) is { Length: > 0 } value ? value : null);

    // A comma, or the flag again; a second number after a space is a word that means nothing.
    private List<long> SkipHeights()
    {
        IReadOnlyList<string> given = [.. Flags("unsafe-skip-upgrades")];
        if (given.Count == 0 && Environment.GetEnvironmentVariable(Prefix + "UNSAFE_SKIP_UPGRADES") is { Length: > 0 } variable)
            given = [variable];
        return [.. given.SelectMany(g => g.Split(',')).Select(h => Number("unsafe-skip-upgrades", h))];
    }

    private IEnumerable<string> Flags(string name)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (string.Equals(words[i], "--" + name, StringComparison.Ordinal) && i + 1 < words.Count)
                yield return words[i + 1];
            else if (words[i].StartsWith($"--{name}=", StringComparison.Ordinal))
                yield return words[i][(name.Length + 3)..];
        }
    }

    private static long Number(string flag, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NodeExitException.Error($"invalid argument \"{text}\" for \"--{flag}\" flag: strconv.Atoi: parsing \"{text}\": invalid syntax");
}
