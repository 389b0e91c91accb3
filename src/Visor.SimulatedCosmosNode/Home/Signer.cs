using System.Globalization;
using System.Text.Json;
using Visor.SimulatedCosmosNode.Processes;

namespace Visor.SimulatedCosmosNode.Home;

/// <summary>The key of a validator and what it has signed, which must never go back.</summary>
internal sealed class Signer
{
    private readonly string? _state;

    private Signer(string? state, string key, bool isValidator) => (_state, Key, IsValidator) = (state, key, isValidator);

    /// <summary>Its address.</summary>
    public string Key { get; }

    /// <summary>False: a node has made the key, and the network does not know it.</summary>
    public bool IsValidator { get; }

    /// <summary>The key file, read once as the real node does: it may be a pipe that gives it away only once. Null: there is none.</summary>
    public static ValidatorKey? KeyIn(NodeHome home)
    {
        try
        {
            using var key = JsonDocument.Parse(File.ReadAllBytes(home.ValidatorKey));
            return new ValidatorKey(key.RootElement.GetProperty("address").GetString()!, IsOfNoValidator: key.RootElement.TryGetProperty("isOfNoValidator", out _));
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What it has signed is the business of the process that signs.</summary>
    public static Signer Remote(string key) => new(state: null, key, isValidator: true);

    /// <param name="key">What was read of the key file.</param>
    /// <exception cref="NodeExitException">There is no state.</exception>
    public static Signer Load(NodeHome home, ValidatorKey? key)
    {
        if (key is null)
        {
            // As the real node does: without a word, and it is no validator any more.
            var made = Guid.NewGuid().ToString("N").ToUpperInvariant();
            File.WriteAllText(home.ValidatorKey, $$"""{"address":"{{made}}","isOfNoValidator":true}""");
            File.WriteAllText(home.ValidatorState, """{"height":"0","round":0,"step":0}""");
            return new Signer(home.ValidatorState, made, isValidator: false);
        }

        if (!File.Exists(home.ValidatorState))
            throw Refused($"open {home.ValidatorState}: no such file or directory");
        if (new FileInfo(home.ValidatorState).Length == 0)
            throw Refused($"Error reading PrivValidator state from {home.ValidatorState}: cannot decode empty bytes");
        return new Signer(home.ValidatorState, key.Address, isValidator: !key.IsOfNoValidator);
    }

    /// <summary>A node whose own blocks show its signature is not to start, if that is set.</summary>
    /// <param name="blocks">Of how many blocks this counts; null or 0: of none.</param>
    /// <exception cref="NodeExitException">It is set, and the node has signed.</exception>
    public void CheckDoubleSigning(string? blocks)
    {
        if (blocks is not null and not "0" && IsValidator && _state is not null && !File.ReadAllText(_state).Contains("\"height\":\"0\"", StringComparison.Ordinal))
            throw NodeExitException.Error("failed to start node: failed to start ConsensusReactor: found signature from the same key");
    }

    public void Sign(long block)
    {
        if (_state is null)
            return;
        var unfinished = _state + ".new";
        File.WriteAllText(unfinished, string.Create(CultureInfo.InvariantCulture, $$"""{"height":"{{block}}","round":0,"step":3}"""));
        File.Move(unfinished, _state, overwrite: true);
    }

    // It is said on stdout, without a level.
    private static NodeExitException Refused(string reason)
    {
        Console.WriteLine(reason);
        return new NodeExitException(1, "");
    }
}
