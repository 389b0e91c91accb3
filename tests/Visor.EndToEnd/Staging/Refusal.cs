using System.IO.Enumeration;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Misbehaving;

namespace Visor.EndToEnd.Staging;

/// <summary>
/// The way of every bad release: Visor says why it is not ready and what to do, the node runs on even when the upgrade is due, nothing is
/// published; and once the cause is gone the upgrade is made, without anyone touching Visor.
/// </summary>
internal sealed class Refusal : IAsyncDisposable
{
    // Heard of within two seconds, so that there is as much time to stage it before it is due.
    private const int BlocksAhead = 80;

    private Refusal(FetchingNode fetching) => Fetching = fetching;

    public FetchingNode Fetching { get; }

    public static async Task<Refusal> Begin(string autoInstall = "", SmallDisk? disk = null) =>
        new(await FetchingNode.Create(autoInstall: autoInstall, disk: disk));

    /// <summary>A server that behaves badly with a release that is right, until it behaves.</summary>
    /// <param name="told">What the message says: cause and remedy.</param>
    public static async Task Of(Misbehaviour misbehaviour, params string[] told)
    {
        await using var refusal = await Begin();
        await refusal.Fetching.Publish(padding: FetchingNode.Large);
        await refusal.Fetching.Server.Misbehave(misbehaviour);
        await refusal.Until(refusal.Fetching.Server.Behave, told);
    }

    /// <summary>A release that is published as it should not be, until it is published anew under the same tag.</summary>
    /// <param name="told">What the message says: cause and remedy.</param>
    public static async Task Of(Func<FetchingNode, Task> publish, params string[] told)
    {
        await using var refusal = await Begin();
        await publish(refusal.Fetching);
        await refusal.Until(() => refusal.Fetching.Publish(), told);
    }

    /// <inheritdoc cref="Of(Func{FetchingNode, Task}, string[])"/>
    public static Task Of(byte[] asset, params string[] told) => Of(
        fetching =>
        {
            fetching.Publish(FetchingNode.Next, asset);
            return Task.CompletedTask;
        },
        told);

    /// <param name="mend">Removes the cause.</param>
    /// <param name="told">What the message says: cause and remedy.</param>
    public async Task Until(Func<Task> mend, params string[] told)
    {
        var visor = await Fetching.Node.RunUntilReady();
        var before = Files();
        Fetching.Node.Network.UpgradeIn(BlocksAhead, FetchingNode.Next);

        var reason = await Fetching.WaitForReason(told);
        (await visor.WaitForLine("NOT READY")).ShouldContain(told[0]);
        reason.ShouldNotContain(c => char.IsControl(c));
        await Fetching.Node.WaitForStatus(s => s.HasUpgrade(FetchingNode.Next, "due") && s.Upgrade!.Reason is not null, "due, and why it waits");
        Fetching.ShouldBeUntouched(visor);
        Files().ShouldBe(before);

        await mend();
        Fetching.Wake();
        await Fetching.Upgraded(visor);
    }

    public ValueTask DisposeAsync() => Fetching.DisposeAsync();

    /// <summary>All that lies on the disk of the home, but for Visor's own and what the node writes. Links are not followed.</summary>
    private List<string> Files()
    {
        string[] others = [Fetching.Node.In(".visor"), Fetching.Node.NodeHome, Fetching.Node.Network.File];
        bool IsOther(ref FileSystemEntry entry) => others.Contains(entry.ToFullPath(), StringComparer.Ordinal);
        return
        [
            .. new FileSystemEnumerable<string>(
                Directory.GetParent(Fetching.Node.Home)!.FullName,
                (ref entry) => entry.ToFullPath(),
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
            {
                ShouldIncludePredicate = (ref entry) => !IsOther(ref entry),
                ShouldRecursePredicate = (ref entry) => !IsOther(ref entry) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            }.Order(StringComparer.Ordinal),
        ];
    }
}
