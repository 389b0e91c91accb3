using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Commands.Cosmovisor;

/// <summary><c>add-upgrade</c> and <c>add-batch-upgrade</c>: puts binaries into the folders of their upgrades, and plans these.</summary>
internal sealed class UpgradeAddition(CosmovisorSettings settings, TextWriter output, CosmovisorSeams seams)
{
    // The modes that Cosmovisor writes them with.
    private const UnixFileMode InfoMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode BatchMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string InfoFile => Path.Combine(settings.Data, "upgrade-info.json");

    /// <exception cref="VisorException">It cannot be added; the binary may be in its place already.</exception>
    public async Task Add(GivenUpgrade given, bool force, CancellationToken cancellation)
    {
        Prove(given);
        using var binary = BinaryCopy.Open(given.Binary);
        seams.ActAsOwner(settings);
        await Put(given, binary, force, cancellation);
        if (given.Height == 0)
            return;
        var info = InfoOf(given);
        if (!WholeFile.Write(InfoFile, UpgradeInfoText.Bytes(info), InfoMode, replaces: force, prepared => seams.Writing(settings, prepared)))
        {
            throw new VisorException(
                ExitCodes.Failed,
                $"{InfoFile} exists already, of this upgrade or an earlier one, so nothing was planned (the binary is in its place); look with `cosmovisor show-upgrade-info`, and add --force to replace it");
        }

        await output.WriteLineAsync($"{InfoFile} says {PlainText.Excerpt(info.Name.Text, 60)} at height {info.Height}.");
    }

    /// <exception cref="VisorException">Something in it is wrong, and nothing has been done; or a part has been done that another attempt repeats.</exception>
    public async Task AddBatch(ImmutableArray<GivenUpgrade> given, CancellationToken cancellation)
    {
        foreach (var upgrade in given)
            Prove(upgrade);
        var binaries = new List<BinaryCopy>();
        try
        {
            foreach (var upgrade in given)
                binaries.Add(BinaryCopy.Open(upgrade.Binary));
            seams.ActAsOwner(settings);
            foreach (var (upgrade, binary) in given.Zip(binaries))
            {
                await Put(upgrade, binary, force: true, cancellation);
                WholeFile.Write($"{InfoFile}.{Path.GetFileName(upgrade.Name)}", UpgradeInfoText.Bytes(InfoOf(upgrade)), InfoMode, replaces: true);
            }
        }
        finally
        {
            binaries.ForEach(b => b.Dispose());
        }

        var infos = given.Select(InfoOf).ToList();
        WholeFile.Write($"{InfoFile}.batch", UpgradeInfoText.BytesOfBatch(infos), BatchMode, replaces: true);
        await output.WriteLineAsync($"{InfoFile}.batch says {string.Join(", ", infos.Select(i => $"{PlainText.Excerpt(i.Name.Text, 60)} at height {i.Height}"))}.");
    }

    private void Prove(GivenUpgrade given)
    {
        if (UpgradeFolder.Problem(new UpgradeName(given.Name), !settings.DisableRecase) is { } problem)
            throw new VisorException(ExitCodes.Failed, problem);
        if (given.Height > 0 && !Directory.Exists(settings.Data))
            throw new VisorException(ExitCodes.Failed, $"{settings.Data} does not exist, so no upgrade can be planned there; correct DAEMON_HOME, or make the node's home first (`{settings.Name} init`)");
    }

    private async Task Put(GivenUpgrade given, BinaryCopy binary, bool force, CancellationToken cancellation)
    {
        var folder = Path.Combine(settings.Root, "upgrades", new UpgradeName(given.Name).FolderName(!settings.DisableRecase));
        var place = settings.BinaryIn(folder);
        if (Directory.Exists(place))
            throw new VisorException(ExitCodes.Failed, $"{place} is a folder where the binary belongs; move it away");
        if (!force && FileStatus.Read(place, followLinks: false) is not null)
            throw new VisorException(ExitCodes.Failed, $"{place} exists already; add --force to replace it by {binary}");
        await binary.CopyTo(place, cancellation);
        await output.WriteLineAsync($"The binary of {PlainText.Excerpt(given.Name, 60)} is {place}.");
    }

    // Cosmovisor plans the name of the folder, not the chain's spelling.
    private UpgradeInfo InfoOf(GivenUpgrade given) =>
        new(new UpgradeName(settings.DisableRecase ? given.Name : given.Name.ToLowerInvariant()), given.Height, Info: "");
}
