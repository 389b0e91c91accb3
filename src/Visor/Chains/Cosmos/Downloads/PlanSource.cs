using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.PlanInfos;
using Visor.Model;

namespace Visor.Chains.Cosmos.Downloads;

/// <summary>Fetches what the text of a plan names, if the operator allows it: a validator without a checksum gets nothing unless he has said so.</summary>
internal sealed class PlanSource(CosmosContext context, PlanDownload download) : IPlanSource
{
    public async Task Fetch(UpgradePlan plan, string folder, string home, CancellationToken cancellation)
    {
        var remedy = new CosmosLayout(context).HowToPlace(plan.Tag, folder, home);
        if (!context.Settings.AllowDownload)
            throw new ReleaseException($"{folder} does not exist; {remedy}");
        if (context.Heard.InfoOf(plan) is not { } info)
            throw new ReleaseException($"{folder} does not exist, and the plan says nothing of where the release is; {remedy}");
        await download.Download(PlanInfoParser.Parse(info), folder, context.Settings.Name, context.Settings.MustHaveChecksum || (context.Heard.IsValidator && !context.IsToldToTrust), cancellation);
    }
}
