using Visor.SimulatedNode.Misbehaving;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.Verbs;

/// <summary>A command line: what makes this executable the binary of one release, and the words a node is started with.</summary>
/// <param name="NetworkFile">Absolute path.</param>
/// <param name="Words">The verb and everything after it, as Visor passes them.</param>
internal sealed record Invocation(
    string Release,
    string NetworkFile,
    IReadOnlyList<Misbehaviour> Misbehaviours,
    IReadOnlyList<string> Words)
{
    /// <exception cref="NodeFailedException">An option is missing or unknown.</exception>
    public static Invocation Parse(IReadOnlyList<string> args)
    {
        string? release = null;
        string? network = null;
        var misbehaviours = new List<Misbehaviour>();
        var next = 0;
        while (next < args.Count && args[next].StartsWith("--", StringComparison.Ordinal) && args[next].Length > 2)
        {
            var (name, value) = (args[next], ValueAfter(args, next));
            switch (name)
            {
                case "--release":
                    release = value;
                    break;
                case "--network":
                    network = value;
                    break;
                case "--misbehave":
                    misbehaviours.Add(Misbehaviour.Parse(value));
                    break;
                default:
                    throw new NodeFailedException($"unknown option {name}: known are --release, --network and --misbehave");
            }

            next += 2;
        }

        if (next < args.Count && args[next] is "--")
            next++;
        return new Invocation(
            release ?? throw new NodeFailedException("--release TAG is missing"),
            Path.GetFullPath(network ?? throw new NodeFailedException("--network FILE is missing")),
            misbehaviours,
            [.. args.Skip(next)]);
    }

    /// <summary>The value of <c>--name value</c> or <c>--name=value</c> among the words, or null.</summary>
    public string? Option(string name)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (string.Equals(Words[i], name, StringComparison.Ordinal))
                return ValueAfter(Words, i);
            if (Words[i].StartsWith(name + "=", StringComparison.Ordinal))
                return Words[i][(name.Length + 1)..];
        }

        return null;
    }

    /// <summary>The absolute path of the folder <c>--home</c> names.</summary>
    public string Home() => Path.GetFullPath(Option("--home") ?? throw new NodeFailedException("--home DIR is missing"));

    private static string ValueAfter(IReadOnlyList<string> args, int name) =>
        name + 1 < args.Count ? args[name + 1] : throw new NodeFailedException($"flag needs an argument: {args[name]}");
}
