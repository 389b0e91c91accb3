using Visor.Configuration;
using Visor.Home;
using Visor.Releases;

namespace Visor.Checking;

/// <summary>The binaries of a release: there, executable, and what they say their version is.</summary>
internal sealed class BinaryCheck(BinaryVersions versions)
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="wanted">What they have to be; null: whatever they are.</param>
    public async Task<IEnumerable<Finding>> Of(RunConfig runConfig, ReleaseTag? wanted, CancellationToken cancellation)
    {
        var of = wanted is null ? "" : $" {wanted}";
        List<Finding> findings = [await Of($"core's binary{of}", runConfig.Core, wanted, cancellation)];
        if (runConfig.DataNode is { } dataNode && !string.Equals(dataNode.Path, runConfig.Core.Path, StringComparison.Ordinal))
            findings.Add(await Of($"data node's binary{of}", dataNode, wanted, cancellation));
        return findings;
    }

    private async Task<Finding> Of(string what, BinaryConfig binary, ReleaseTag? wanted, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(binary.Path))
                return Finding.Failure(what, $"{binary.Path} is not there, or cannot be seen by this user", $"put the binary there, or correct {binary.Place}");
            if ((File.GetUnixFileMode(binary.Path) & Execute) == UnixFileMode.None)
                return Finding.Warning(what, $"{binary.Path} is not executable, so it was not asked for its version; Visor makes it so if it is its user's", $"chmod +x {ShellWord.Of(binary.Path)}");
            var version = await versions.Of(binary.Path, cancellation);
            return wanted is not null && version != wanted
                ? Finding.Failure(what, $"{binary.Path} says it is {version}, but {wanted} is needed", $"put the binary of {wanted} there, or correct {binary.Place}")
                : Finding.Ok(what, $"{binary.Path} runs and says it is {version}");
        }
        catch (Exception e) when (e is ReleaseException or IOException or UnauthorizedAccessException)
        {
            return Finding.Failure(what, e.Message);
        }
    }
}
