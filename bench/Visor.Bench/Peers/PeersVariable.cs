namespace Visor.Bench.Peers;

/// <summary>What the environment variable <c>PEERS=NAME=PATH,NAME=PATH</c> names beside what is found by itself.</summary>
/// <param name="Visors">Other Visors, for the work of a Vega node.</param>
/// <param name="Cosmovisor">Path of the program; null: it is not to be measured.</param>
internal sealed record PeersVariable(IReadOnlyList<VisorPeer> Visors, string? Cosmovisor)
{
    private const string CosmovisorName = "cosmovisor";
    private const string OriginalName = "original";
    private const string VisorPrefix = "visor-";

    /// <exception cref="UsageException">It is not of that form, or names what is not known.</exception>
    public static PeersVariable Parse(string text)
    {
        List<VisorPeer> visors = [];
        string? cosmovisor = null;
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } path])
                throw new UsageException($"PEERS has '{entry}', which is not NAME=PATH: it knows {Known}");
            if (name is CosmovisorName)
                cosmovisor = path;
            else if (name is OriginalName || (name.StartsWith(VisorPrefix, StringComparison.Ordinal) && name.Length > VisorPrefix.Length))
                visors.Add(new VisorPeer(name, path));
            else
                throw new UsageException($"PEERS names '{name}', which bench/run does not know: it knows {Known}");
        }

        return new PeersVariable(visors, cosmovisor);
    }

    private static string Known => $"{CosmovisorName}=PATH, {OriginalName}=PATH and, for any other Visor, {VisorPrefix}ANYTHING=PATH";
}
