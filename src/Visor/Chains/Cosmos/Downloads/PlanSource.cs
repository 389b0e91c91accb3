using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.PlanInfos;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;

namespace Visor.Chains.Cosmos.Downloads;

/// <summary>Fetches what the text of a plan names, if the operator allows it: a validator without a checksum gets nothing unless he has said so.</summary>
internal sealed class PlanSource(CosmosContext context, PlanDownload download) : IPlanSource
{
    public string? WhyNot => context.Settings.AllowDownload ? download.WhyNot : "downloads are off (DAEMON_ALLOW_DOWNLOAD_BINARIES)";

    public async Task Fetch(UpgradePlan plan, string folder, string home, CancellationToken cancellation) =>
        await download.Download(InfoOf(plan, folder, home), folder, context.Settings.Name, DemandsChecksum, cancellation);

    public async Task<string> Preview(UpgradePlan plan, string folder, string home, CancellationToken cancellation)
    {
        var source = (await download.Find(InfoOf(plan, folder, home), folder, context.Settings.Name, DemandsChecksum, cancellation)).Source;
        return $"the plan says that the release is at {Http.RedactedUri.Format(source.Address)}{(source.Checksum is { } sum ? $", with its {sum.Algorithm.Name}" : ", without a checksum")}; Visor downloads it there";
    }

    // A validator gets nothing without one, unless its operator has said so.
    private bool DemandsChecksum => context.Settings.MustHaveChecksum || (context.Heard.IsValidator && !context.IsToldToTrust);

    private PlanInfo InfoOf(UpgradePlan plan, string folder, string home)
    {
        var remedy = new CosmosLayout(context).HowToPlace(plan.Tag, folder, home);
        if (!context.Settings.AllowDownload)
            throw new ReleaseException($"{folder} does not exist; {remedy}");
        if (download.WhyNot is { } off)
            throw new ReleaseException($"{folder} does not exist and is not downloaded: {off}; {remedy}, with the signature beside FILE");
        return (context.Heard.InfoOf(plan) ?? InfoInFile(plan)) is { } info
            ? PlanInfoParser.Parse(info)
            : throw new ReleaseException($"{folder} does not exist, and the plan says nothing of where the release is; {remedy}");
    }

    // A node that ends at its block before its RPC has said anything, or that was halted before Visor was started, has written the same text into its file.
    private string? InfoInFile(UpgradePlan plan) =>
        UpgradeFileReader.Read(context.UpgradeInfo) is UpgradeFile.Found { Info: { Info.Length: > 0 } written } && context.PlanOf(written) == plan ? written.Info : null;
}
