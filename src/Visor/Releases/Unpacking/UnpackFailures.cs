using Visor.Model;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking;

/// <summary>What went wrong with an asset, in words for its operator: which asset, why, and what to do.</summary>
internal static class UnpackFailures
{
    /// <exception cref="ReleaseException">The work failed: the asset is not what it should be, or the disk fails.</exception>
    public static T Telling<T>(string assetName, Func<T> work)
    {
        var asset = $"the asset '{PlainText.Excerpt(assetName)}'";
        try
        {
            return work();
        }
        catch (UnpackException e)
        {
            throw new ReleaseException(e.Fault switch
            {
                UnpackFault.Damaged => $"{asset} is damaged: {PlainText.Clause(e)}; download it again and, if this persists, " +
                    "have it published again",
                UnpackFault.Refused => $"{asset} is not unpacked: {PlainText.Clause(e)}; have a plain archive published, " +
                    "or put the release in its folder yourself",
                _ => $"{asset} cannot be used: {e.Message}",
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"{asset} cannot be unpacked: {PlainText.Excerpt(e.Message)}; fix that, or free space if the disk is full");
        }
    }
}
