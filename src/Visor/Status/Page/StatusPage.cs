using System.Text;
using Visor.Model;

namespace Visor.Status.Page;

/// <summary>The whole page, as a validator's operator would put it on a wall: it asks for nothing from elsewhere and changes nothing.</summary>
/// <param name="machine">The host name of this machine.</param>
internal sealed class StatusPage(string journal, string machine, TimeProvider time)
{
    private static readonly Html Style = Html.Trusted(PageParts.Style);
    private static readonly Html Script = Html.Trusted(PageParts.Script);

    private readonly Dictionary<ProcessRole, ProcessorShares> _shares = [];
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
            ["now"] = Html.Of($"{Moment.Stamp(now)}"),
            ["title"] = Html.Of($"{verdict.Word}: {machine}, Visor"),
            ["icon"] = Icon.Render(verdict.Tone),
            ["style"] = Style,
            ["machine"] = Html.Of($"{machine}"),
            ["asof"] = Moment.Time(now),
            ["tone"] = Tones.Name(verdict.Tone),
            ["state"] = Html.Of($"<h1 id=\"state-word\">{verdict.Word}</h1><p>{verdict.Sentence}</p>"),
            ["problems"] = ProblemList.Render(status),
            ["upgrade"] = UpgradeCard.Render(status, now),
            ["node"] = NodeCard.Render(status, now),
            ["processes"] = ProcessRows.Render(status, UseOf, now),
            ["picture"] = TimelinePicture.Render(timeline),
            ["episodes"] = HistoryTable.Render(episodes),
            ["script"] = Script,
        }));
    }

    private ProcessUse? UseOf(NodeProcess process)
    {
        if (!_shares.TryGetValue(process.Role, out var shares))
            _shares.Add(process.Role, shares = new ProcessorShares(time));
        return shares.Of(process.Running);
    }
}
