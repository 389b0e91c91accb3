using Visor.Model;
using Visor.Releases;
using Visor.Releases.Unpacking;

namespace Visor.Checking;

/// <summary>The binaries of a release: there, executable, and what they say their version is.</summary>
internal sealed class BinaryCheck(VersionProbe versions)
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="wanted">The required version; null: any.</param>
    public async Task<IEnumerable<Finding>> Check(NodeDefinition definition, ReleaseTag? wanted, CancellationToken cancellation)
    {
        var of = wanted is null ? "" : $" {wanted}";
        List<Finding> findings = [];
        foreach (var binary in definition.Binaries)
            findings.Add(await Check($"{binary.Role}'s binary{of}", binary, wanted, cancellation));
        return findings;
    }

    private async Task<Finding> Check(string what, ProcessDefinition binary, ReleaseTag? wanted, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(binary.Path))
                return Finding.Failure(what, $"{binary.Path} does not exist, or this user cannot see it", $"put the binary there, or correct {binary.Place}");
            if (RunnableBinary.Problem(binary.Path, ElfMachine.Own) is { } problem)
                return Finding.Failure(what, problem, $"put the binary{(wanted is null ? "" : $" of {wanted}")} for this machine there");
            if ((File.GetUnixFileMode(binary.Path) & Execute) == UnixFileMode.None)
                return Finding.Warning(what, $"{binary.Path} is not executable, so its version was not checked; Visor makes it executable if Visor's user owns it", $"chmod +x {ShellWord.Quote(binary.Path)}");
            var (version, printed) = await versions.Hear(binary.Path, Freshness.Recent, cancellation);
            return wanted is not null && version != wanted
                ? Finding.Failure(what, $"{binary.Path} says it is {version}, but {wanted} is needed", $"put the binary of {wanted} there, or correct {binary.Place}")
                : Finding.Ok(what, versions.NamesRelease ? $"{binary.Path} runs and says it is {version}" : $"{binary.Path} runs, and its version is {printed}");
        }
        catch (Exception e) when (e is ReleaseException or IOException or UnauthorizedAccessException)
        {
            return Finding.Failure(what, e.Message);
        }
    }
}
