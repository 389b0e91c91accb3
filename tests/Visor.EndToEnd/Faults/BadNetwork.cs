using Shouldly;
using Visor.EndToEnd.Staging;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Requests;

namespace Visor.EndToEnd.Faults;

/// <summary>Where a tormented node fetches its releases: each of them with some trouble on the way.</summary>
internal sealed class BadNetwork(FetchingNode fetching, Random random)
{
    private const int Size = 500_000;
    private const int Middle = 200_000;
    private const int SlowBytesPerSecond = 1_000_000;

    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(200);

    private static readonly (string Name, Misbehaviour What, Func<IReadOnlyList<RecordedRequest>, bool> IsMet)[] Passing =
    [
        ("API fails", new Misbehaviour.ApiStatus(503) { Times = 1 }, requests => requests.Any(r => r is { Host: HostRole.Api, Status: 503 })),
        ("storage fails", new Misbehaviour.StorageStatus(503) { Times = 1 }, requests => requests.Any(r => r is { Host: HostRole.Storage, Status: 503 })),
        ("cut", new Misbehaviour.Truncated(Middle) { Times = 1 }, IsShort),
        ("reset", new Misbehaviour.Reset(Middle) { Times = 1 }, IsShort),
        ("damaged", new Misbehaviour.Corrupted(Middle) { Times = 1 }, requests => requests.Count(r => r.Host == HostRole.Storage) > 1),
        ("slow", new Misbehaviour.Slow(SlowBytesPerSecond), requests => requests.Any(r => r is { Host: HostRole.Storage, EndedAt: { } end } && end - r.BeganAt > Slowly)),
    ];

    private readonly List<string> _met = [];
    private (string Name, Func<IReadOnlyList<RecordedRequest>, bool> IsMet, int Before)? _trouble;

    public int Fetched { get; private set; }

    public string Told => $"{Fetched} releases were fetched: {string.Join(", ", _met.CountBy(t => t, StringComparer.Ordinal).Select(t => $"{t.Key} {t.Value}"))}";

    // The first one was to end in the middle; a Visor that was struck before that has ended it sooner.
    private static bool IsShort(IReadOnlyList<RecordedRequest> requests) =>
        requests.FirstOrDefault(r => r.Host == HostRole.Storage) is { BytesSent: <= Middle };

    /// <summary>Publishes a release with a trouble that passes by itself.</summary>
    public Task Publish(string tag)
    {
        var (name, what, isMet) = Passing[random.Next(Passing.Length)];
        return Publish(tag, name, what, isMet);
    }

    /// <summary>Publishes a release that stands still on its way until the server behaves.</summary>
    public Task PublishStalled(string tag) => Publish(tag, "stalled", new Misbehaviour.Stall(Middle), requests => requests.Any(r => r is { Host: HostRole.Storage, BytesSent: >= Middle }));

    public bool IsStalled => fetching.Server.Requests.Skip(_trouble!.Value.Before).Any(r => r.IsStalled);

    /// <summary>Ends the trouble.</summary>
    public async Task Behave()
    {
        await fetching.Server.Behave();
        fetching.Wake();
    }

    /// <summary>The release is there: then its trouble was really met.</summary>
    public void Arrived()
    {
        if (_trouble is not { } trouble)
            return;
        trouble.IsMet([.. fetching.Server.Requests.Skip(trouble.Before)]).ShouldBeTrue($"{trouble.Name}\n{fetching.Everything()}");
        _met.Add(trouble.Name);
        _trouble = null;
    }

    private async Task Publish(string tag, string name, Misbehaviour what, Func<IReadOnlyList<RecordedRequest>, bool> isMet)
    {
        await fetching.Publish(tag, padding: Size);
        _trouble = (name, isMet, fetching.Server.Requests.Count);
        await fetching.Server.Misbehave(what);
        Fetched++;
    }
}
