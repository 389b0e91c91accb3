using System.Globalization;

namespace Visor.Demo.Cosmos;

/// <summary>A line whenever a node has something new to say.</summary>
internal sealed class CosmosStory(IReadOnlyList<CosmosNode> nodes, CosmosNetwork network)
{
    private readonly Dictionary<string, CosmosView> _last = new(StringComparer.Ordinal);
    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <summary>Whether a Visor has ended that nobody has stopped.</summary>
    public bool HasEnded => nodes.Any(n => n.HasExited);

    /// <summary>Whether a node answers under the release of an upgrade.</summary>
    public Func<CosmosNode, bool> Runs(string release) =>
        node => _last.GetValueOrDefault(node.Name) is { State: "ready" } view && string.Equals(view.Release, release, StringComparison.Ordinal);

    public void Look()
    {
        foreach (var node in nodes)
        {
            if (node.Look() is not { } view || _last.GetValueOrDefault(node.Name) is var before && view == before)
                continue;
            _last[node.Name] = view;
            var downtime = view.Downtime is { } ms && ms != before?.Downtime ? string.Create(CultureInfo.InvariantCulture, $"  downtime {ms} ms") : "";
            Screen.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{TimeProvider.System.GetElapsedTime(_began).TotalSeconds,5:0.0} s  block {network.Height,3}  {node.Name}  {view.Release,-7}  {view.State,-10}  {view.Upgrade,-15}{downtime}").TrimEnd());
        }
    }
}
