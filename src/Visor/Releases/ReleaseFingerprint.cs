using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Releases;

/// <summary>Tells whether a release is still the one that was proven, without running it again.</summary>
internal sealed class ReleaseFingerprint
{
    private readonly (string File, FileFingerprint? Stamp)[] _files;

    private ReleaseFingerprint(IEnumerable<string> files) => _files = [.. files.Select(file => (file, FileFingerprint.Read(file)))];

    public static ReleaseFingerprint Read(NodeDefinition definition) => new([definition.File, .. definition.Binaries.Select(binary => binary.Path)]);

    public bool IsUnchanged() => Array.TrueForAll(_files, f => f.Stamp is not null && FileFingerprint.Read(f.File) == f.Stamp);
}
