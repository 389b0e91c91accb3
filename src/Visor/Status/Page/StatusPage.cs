using System.Text;
using Visor.Model;

namespace Visor.Status.Page;

/// <summary>The whole page, as a validator's operator would put it on a wall: it asks for nothing from elsewhere and changes nothing.</summary>
/// <param name="machine">The host name of this machine.</param>
internal sealed class StatusPage(string journal, string machine, TimeProvider time)
{
    private static readonly Html Style = Html.Trusted(PageParts.Style);
    private static readonly Html Script = Html.Trusted(PageParts.Script);

    private readonly ProcessorShares _shares = new(time);
    private readonly HistoryCache _past = new(journal);

    /// <remarks>One call at a time.</remarks>
    public byte[] Render(NodeStatus status)
    {
        var now = time.GetUtcNow();
        var health = status.Health;
        var tone = PageHeadline.ToneOf(health, status.Node);
        var episodes = _past.Read();
        var timeline = Timeline.Build(episodes, status, now);
        return Encoding.UTF8.GetBytes(PageFrame.Fill(PageParts.Frame, new Dictionary<string, Html>(StringComparer.Ordinal)
        {
            ["now"] = Html.Of($"{UtcTime.Precise(now)}"),
            ["title"] = Html.Of($"{health.Word}: {machine}, Visor"),
            ["icon"] = Icon.Render(tone),
            ["style"] = Style,
            ["machine"] = Html.Of($"{machine}"),
            ["asof"] = TimeElement.Render(now),
            ["tone"] = Tones.Name(tone),
            ["state"] = Html.Of($"<h1 id=\"state-word\">{health.Word}</h1><p>{PlainText.Sentence(health.Sentence)}</p>"),
            ["problems"] = ProblemList.Render(status, health),
            ["upgrade"] = UpgradeCard.Render(status, now),
            ["node"] = NodeCard.Render(status, now),
            ["processes"] = ProcessRows.Render(status, UsageOf(status.Node), _shares, now),
            ["picture"] = TimelinePicture.Render(timeline),
            ["episodes"] = HistoryTable.Render(episodes),
            ["script"] = Script,
        }));
    }

    private static NodeUsage UsageOf(NodePart node)
    {
        try
        {
            return NodeUsage.Read(node);
        }
        catch (IOException)
        {
            return NodeUsage.None; // What else is known is shown all the same.
        }
    }
}
