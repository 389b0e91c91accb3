using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Checks;

/// <summary>The folder that the node writes to, and the file in it that every release reads when it starts.</summary>
internal static class DataCheck
{
    private const string What = "data";
    private const uint Root = 0;
    private const uint OwnersWriteAndEnter = 0xC0; // 0300
    private const uint GroupsWrite = 0x10; // 0020
    private const uint OthersWrite = 0x02; // 0002

    public static IEnumerable<Finding> Check(CosmosContext context)
    {
        var data = context.Settings.Data;
        if (!Directory.Exists(data))
        {
            yield return Finding.Failure(What, $"{data} does not exist", $"initialize the node ({context.Settings.Name} init), or correct DAEMON_HOME");
            yield break;
        }

        yield return NotWritable(context) ?? Finding.Ok(What, $"{data} is where the node keeps its data");
        if (UpgradeFileReader.Read(context.UpgradeInfo) is UpgradeFile.Unusable { IsEmpty: false } broken)
            yield return Finding.Failure("upgrade file", broken.Consequence, broken.RemedyFor(context.UpgradeInfo));
    }

    // Asked of the owner of the home and not of who asks: root may write everywhere, the node may not.
    private static Finding? NotWritable(CosmosContext context)
    {
        var data = context.Settings.Data;
        var folder = data + "/"; // So that also a link is followed.
        if (OwnerOf(context) is { } owner and not Root && FileStatus.Read(data) is { } status)
        {
            if (status.User == owner && (status.Permissions & OwnersWriteAndEnter) != OwnersWriteAndEnter)
                return Finding.Failure(What, $"the mode of {data} forbids its owner to write there, so the node cannot start", $"chmod u+rwx {ShellWord.Quote(folder)}");

            // Of a group it is not known who is in it.
            if (status.User != owner && (status.Permissions & (GroupsWrite | OthersWrite)) == 0)
                return Finding.Failure(What, $"{data} belongs to user {status.User}, and the home to user {owner}, who may not write there: the node cannot start", $"as root: chown -R {owner} {ShellWord.Quote(folder)}");
        }

        return FolderRights.WhyNotWritable(data) is { } refused ? Finding.Failure(What, refused, "run this as the user of the node's Visor, or give that user the folder (chown -R)") : null;
    }

    // A service's folder is often made by root: then whoever has what Visor keeps in it.
    private static uint? OwnerOf(CosmosContext context) =>
        FileStatus.Read(context.Settings.Root)?.User is not Root and { } owner ? owner : FileStatus.Read(Path.Combine(context.Settings.Root, ".visor"))?.User;
}
