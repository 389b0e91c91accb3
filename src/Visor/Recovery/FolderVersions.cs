using Visor.Model;
using Visor.Releases;

namespace Visor.Recovery;

/// <summary>What lies in a folder that is to be started, or is said to be right: without an answer there is no start and no choice.</summary>
internal static class FolderVersions
{
    /// <param name="folder">Its absolute path.</param>
    /// <exception cref="VisorException">It cannot be asked.</exception>
    public static async Task<SetVersions> Probe(SetVersionProbe versions, string folder, CancellationToken cancellation)
    {
        try
        {
            return await versions.Read(folder, cancellation);
        }
        catch (ReleaseException e)
        {
            throw new VisorException(e.Passes ? ExitCodes.Failed : ExitCodes.Configuration, e.Message);
        }
    }
}
