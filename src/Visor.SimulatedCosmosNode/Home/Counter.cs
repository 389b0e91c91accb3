using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Home;

/// <summary>Counts on a home, across processes.</summary>
internal static class Counter
{
    /// <returns>Whether it happens once more; null times: always.</returns>
    public static bool Take(NodeHome home, string what, int? times)
    {
        if (times is not { } most)
            return true;
        var path = home.CountOf(what);
        var before = StateFiles.Load(path, HomeJson.Default.CountState)?.Count ?? 0;
        if (before >= most)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        StateFiles.Save(path, new CountState(before + 1), HomeJson.Default.CountState);
        return true;
    }
}
