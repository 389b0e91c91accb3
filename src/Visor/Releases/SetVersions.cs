using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Releases;

/// <summary>What the binaries of a process set say they are.</summary>
/// <param name="Said">Of each process, the one that is asked first.</param>
internal sealed record SetVersions(ImmutableArray<(ProcessRole Role, ReleaseTag Version)> Said)
{
    /// <summary>Of the process that is asked, which is what the release is called.</summary>
    public ReleaseTag Release => Said[0].Version;

    /// <summary>The version of another process where that is not the release's; null: all say the same.</summary>
    public ReleaseTag? Other => Said.Select(said => said.Version).FirstOrDefault(version => version != Release);
}
