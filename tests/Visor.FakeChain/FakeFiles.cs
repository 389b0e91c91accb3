using System.Globalization;
using Visor.Model;

namespace Visor.FakeChain;

/// <summary>What a node has written into the folder of its data.</summary>
internal sealed class FakeFiles(string folder)
{
    /// <summary>Null: it does not run.</summary>
    public int? Pid => Words("pid") is [var pid] ? int.Parse(pid, CultureInfo.InvariantCulture) : null;

    public ulong? Height => Words("height") is [var height] ? ulong.Parse(height, CultureInfo.InvariantCulture) : null;

    public UpgradePlan? Plan => PlanIn("plan");

    public UpgradePlan? Due => PlanIn("due");

    private UpgradePlan? PlanIn(string name) =>
        Words(name) is [var tag, var height] ? new UpgradePlan(ReleaseTag.Parse(tag), ulong.Parse(height, CultureInfo.InvariantCulture)) : null;

    private string[] Words(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
