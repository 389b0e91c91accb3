using System.Text.Json;
using Shouldly;

namespace Visor.EndToEnd.Harness;

/// <summary>A network file and the binaries of its releases. Its clock starts when it is made.</summary>
internal sealed class SimulatedNetwork
{
    private readonly List<PlannedUpgrade> _upgrades = [];
    private DateTimeOffset _genesis = TimeProvider.System.GetUtcNow();
    private long? _pausedAt;

    public SimulatedNetwork(TemporaryFolder folder)
    {
        File = folder.In("network.json");
        Write();
    }

    public string File { get; }

    /// <summary>The height of the last upgrade.</summary>
    public long UpgradeHeight { get; private set; }

    /// <summary>Releases that may take the blocks of another one.</summary>
    public IReadOnlyDictionary<string, string> Hotfixes { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["v0.1.1"] = "v0.1.0" };

    public int BlockTimeMs { get; init; } = 50;

    public int FirstBlockDelayMs { get; init; } = 100;

    public string EmptyAcceptedInfo { get; init; } = "null";

    /// <summary>The height of the chain now.</summary>
    public long Height => _pausedAt ?? (long)((TimeProvider.System.GetUtcNow() - _genesis).TotalMilliseconds / BlockTimeMs);

    public bool IsPaused => _pausedAt is not null;

    /// <summary>Pauses as soon as the network has agreed on its last upgrade, which it may not have done yet where everything else is fast.</summary>
    public void PauseOnceAccepted() => Pause(Math.Max(Height, _upgrades.Count > 0 ? _upgrades[^1].AcceptedAtHeight : 0));

    /// <summary>No block comes until <see cref="GoOn"/>, so that what has to happen before a height does, however busy the machine is.</summary>
    /// <param name="at">At this height; null: at that of the chain now.</param>
    public void Pause(long? at = null)
    {
        _pausedAt = at ?? Height;
        Write();
    }

    /// <param name="at">The height from which on blocks come again; null: where it was paused.</param>
    public void GoOn(long? at = null)
    {
        _genesis = TimeProvider.System.GetUtcNow() - TimeSpan.FromMilliseconds((at ?? Height) * BlockTimeMs);
        _pausedAt = null;
        Write();
    }

    /// <summary>Adds an upgrade; running nodes notice.</summary>
    public SimulatedNetwork Upgrade(string release, long acceptedAtHeight, long height, long? withdrawnAtHeight = null)
    {
        _upgrades.Add(new PlannedUpgrade(release, acceptedAtHeight, height, withdrawnAtHeight));
        UpgradeHeight = height;
        Write();
        return this;
    }

    /// <summary>The network accepts an upgrade now, some blocks ahead.</summary>
    public void UpgradeIn(long blocks, string release)
    {
        var now = Height;
        Upgrade(release, now, now + blocks);
    }

    /// <summary>The network withdraws its last upgrade now.</summary>
    /// <param name="at">Or has done so at this height.</param>
    public void Withdraw(long? at = null)
    {
        _upgrades[^1] = _upgrades[^1] with { WithdrawnAtHeight = at ?? Height };
        Write();
    }

    /// <summary>The network calls its last upgrade off one block before it: nodes that stand at its block already are on their own.</summary>
    public void CallOff()
    {
        _upgrades[^1] = _upgrades[^1] with { WithdrawnAtHeight = UpgradeHeight - 1 };
        Write();
    }

    /// <summary>Makes <c>vega</c> of a release in a folder.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> Install(string folder, string release, params string[] misbehaviours)
    {
        // What the object initializer has set is not yet in the file.
        Write();
        string[] args = ["install", "--into", folder, "--release", release, "--network", File,
            .. misbehaviours.SelectMany(m => new[] { "--misbehave", m })];
        var (exitCode, output) = await TestProcess.Run(Programs.SimulatedNode, args);
        exitCode.ShouldBe(0, output);
        return Path.Combine(folder, "vega");
    }

    private void Write()
    {
        var json = JsonSerializer.Serialize(
            new
            {
                genesisTime = _genesis,
                blockTimeMs = BlockTimeMs,
                genesisRelease = "v0.1.0",
                upgrades = _upgrades,
                emptyAcceptedInfo = EmptyAcceptedInfo,
                firstBlockDelayMs = FirstBlockDelayMs,
                hotfixes = Hotfixes,
                pausedAtHeight = _pausedAt,
            },
            JsonSerializerOptions.Web);
        System.IO.File.WriteAllText(File + ".new", json);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }

    private sealed record PlannedUpgrade(string Release, long AcceptedAtHeight, long Height, long? WithdrawnAtHeight);
}
