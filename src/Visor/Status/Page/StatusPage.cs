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
        var verdict = PageHeadline.Of(status);
        var episodes = _past.Read();
        var timeline = Timeline.Build(episodes, status, now);
        return Encoding.UTF8.GetBytes(PageFrame.Fill(PageParts.Frame, new Dictionary<string, Html>(StringComparer.Ordinal)
        {
            ["now"] = Html.Of($"{UtcTime.Precise(now)}"),
            ["title"] = Html.Of($"{verdict.Word}: {machine}, Visor"),
            ["icon"] = Icon.Render(verdict.Tone),
            ["style"] = Style,
            ["machine"] = Html.Of($"{machine}"),
            ["asof"] = TimeElement.Render(now),
            ["tone"] = Tones.Name(verdict.Tone),
            ["state"] = Html.Of($"<h1 id=\"state-word\">{verdict.Word}</h1><p>{verdict.Sentence}</p>"),
            ["problems"] = ProblemList.Render(status),
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
