namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>What stands at a path, links followed.</summary>
internal enum PathKind
{
    Missing,
    Folder,
    Other,
}

internal static class PathKinds
{
    public static PathKind Of(string path) => Directory.Exists(path) ? PathKind.Folder : Path.Exists(path) ? PathKind.Other : PathKind.Missing;
}
