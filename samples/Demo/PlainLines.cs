using System.Globalization;

namespace Visor.Demo;

/// <summary>For logs and pipes: a line whenever something but the height has changed.</summary>
internal sealed class PlainLines(TimeProvider time)
{
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
    private readonly long _began = time.GetTimestamp();

    public void Show(IReadOnlyList<NodeView> views)
    {
        foreach (var view in views)
        {
            if (string.Equals(_last.GetValueOrDefault(view.Name), view.Change, StringComparison.Ordinal))
                continue;
            _last[view.Name] = view.Change;
            Console.WriteLine(LineOf(view));
        }
    }

    private string LineOf(NodeView view)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetElapsedTime(_began).TotalSeconds,5:0.0} s  {view.Name,-20} {view.Release,-7} block {view.Height,3}  {view.State,-10}  {view.Upgrade,-15}");
        var downtimes = Network.Steps.Skip(1)
            .Zip(view.Downtimes)
            .Where(d => d.Second is not null)
            .Select(d => $"  down {LiveTable.Milliseconds(d.Second)} for {d.First.Release}");
        return (line + downtimes.LastOrDefault()).TrimEnd();
    }
}
