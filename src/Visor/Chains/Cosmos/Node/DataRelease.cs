using System.Collections.Immutable;
using System.Globalization;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;

namespace Visor.Chains.Cosmos.Node;

/// <summary>
/// Which release the data belong to: of the upgrades that lie in <c>upgrades/</c>, the one that the app has applied last (AppliedPlan). A snapshot that was put under an older binary runs, as
/// long as its app has no block to execute, and fails at the next one.
/// </summary>
internal sealed class DataRelease(CosmosContext context, CometClient rpc)
{
    /// <summary>Of folders that are asked about: those that were changed last.</summary>
    private const int MaxFolders = 50;

    /// <param name="Problem">Why another release belongs to the data, with the remedy; null: none does, as far as is known.</param>
    public sealed record Answer(string? Problem);

    /// <param name="committed">The last block that the app has committed.</param>
    /// <returns>Null: it has not answered.</returns>
    public async Task<Answer?> Ask(ActiveRelease active, ulong committed, TimeSpan timeout, CancellationToken cancellation)
    {
        var names = Names();
        if (names.IsEmpty)
            return new Answer(Problem: null);
        if (await rpc.AskApplied(names, timeout, cancellation) is not { } heights)
            return null;
        var (folder, height) = names.Zip(heights, (name, at) => (Folder: name.FolderName(!context.Settings.DisableRecase), Height: at)).Where(applied => applied.Height > 0 && applied.Height <= committed).DefaultIfEmpty()
            .MaxBy(applied => applied.Height);
        if (height == 0 || string.Equals(folder, Path.GetFileName(active.Release.Folder), StringComparison.Ordinal) || height <= active.Passed)
            return new Answer(Problem: null);
        return new Answer(string.Create(
            CultureInfo.InvariantCulture,
            $"the node's data have gone through the upgrade {PlainText.Excerpt(folder, 60)} at block {height}, and {active.Release.Tag} runs: it fails at the next block if it does not know that upgrade; run `visor switch {folder}`, which takes the release from upgrades/{folder}"));
    }

    // As the chain spells it: Cosmovisor's file beside the release has it, but for the case.
    private ImmutableArray<UpgradeName> Names()
    {
        var folder = Path.Combine(context.Settings.Root, CosmosFolders.Upgrades);
        try
        {
            return [.. new DirectoryInfo(folder).GetDirectories().Where(release => !release.Name.StartsWith('.')).OrderByDescending(release => release.LastWriteTimeUtc).Take(MaxFolders)
                .Select(release => new UpgradeName(Uri.UnescapeDataString(release.Name)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
