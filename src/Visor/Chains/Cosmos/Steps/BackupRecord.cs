using System.Globalization;
using System.Text;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Steps;

/// <summary>
/// Where the copy for an upgrade lies, from right before it gets its name until a node is started again: a copy is complete once it has that name, and the journal says so only afterwards.
/// </summary>
/// <param name="root">The folder <c>cosmovisor</c>.</param>
internal sealed class BackupRecord(string root)
{
    private const int MaxBytes = 16 * 1024;

    private string Path => System.IO.Path.Combine(root, ".visor", "backup-of-upgrade");

    /// <returns>The path of the copy, which need not be there yet; null: none is known.</returns>
    public string? Of(UpgradePlan plan)
    {
        try
        {
            return Encoding.UTF8.GetString(BoundedFileReader.Read(Path, MaxBytes)).Split('\n') is [var of, var target, ..] && string.Equals(of, Name(plan), StringComparison.Ordinal) ? target : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Note(UpgradePlan plan, string target) => DurableFile.Replace(Path, Encoding.UTF8.GetBytes($"{Name(plan)}\n{target}\n"));

    /// <summary>A node is about to change the data.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public void Forget() => File.Delete(Path);

    private static string Name(UpgradePlan plan) => string.Create(CultureInfo.InvariantCulture, $"{plan.Tag} {plan.Height}");
}
