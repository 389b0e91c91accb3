using Visor.Configuration;
using Visor.Home;

namespace Visor.Releases;

/// <summary>Tells whether a release is still the one that was proven, without running it again.</summary>
internal sealed class ReleaseStamp
{
    private readonly (string File, FileStamp? Stamp)[] _files;

    private ReleaseStamp(IEnumerable<string> files) => _files = [.. files.Select(file => (file, FileStamp.Of(file)))];

    public static ReleaseStamp Of(RunConfig runConfig) => new(runConfig.DataNode is { } dataNode
        ? [runConfig.File, runConfig.Core.Path, dataNode.Path]
        : [runConfig.File, runConfig.Core.Path]);

    public bool IsUnchanged() => Array.TrueForAll(_files, f => f.Stamp is not null && FileStamp.Of(f.File) == f.Stamp);
}
