using Visor.Home;
using Visor.Model;
using Visor.Platform;

namespace Visor.Users;

/// <summary>The user that a command runs as: root switches to the home's owner unless told otherwise.</summary>
internal static class OwnerSwitch
{
    public const string Flag = "--as-this-user";

    private const int Search = 1; // X_OK of access(2)

    /// <summary>Refuses a run by another user than the owner: what it left behind would keep the owner's Visor from starting, and its node would be another user's.</summary>
    /// <param name="commandLine">As it was typed, without what stands before <c>visor</c>.</param>
    /// <exception cref="VisorException">This is another user.</exception>
    public static void RequireToRun(VisorHome home, string commandLine)
    {
        // A folder that holds nothing may be where a disk is to be mounted.
        if (IsHome(home) && HomeOwner.Find(home) is { } owner && Account.OfThisProcess is var caller && caller.User != owner.User)
        {
            throw new VisorException(
                ExitCodes.Configuration,
                $"{home.Root} belongs to {owner.Words}, who could neither read nor replace files that Visor writes there as {caller.Words}; nothing was started: "
                + $"run `{owner.Asking(commandLine)}` (in a unit: User={owner.Name ?? $"{owner.User}"}); {Flag} runs it as {caller.Words} anyway");
        }
    }

    /// <summary>Whether it is one, as far as this user can see.</summary>
    public static bool IsHome(VisorHome home) => (Path.Exists(home.Config) && (home.ConfigElsewhere is null || Path.Exists(home.Root))) || (!home.NeedsConfig && Path.Exists(home.Root)) || (Path.Exists(home.Root) && !MayEnter(home));

    /// <summary>Whether this user sees what lies in it: to any other user everything in it seems to be missing.</summary>
    public static bool MayEnter(VisorHome home) => Native.Access(home.Root, Search) == 0;

    /// <summary>Makes root the owner of a home that is another user's, for as long as this process lives: what lies there can then do no more than its owner.</summary>
    /// <exception cref="VisorException">That cannot be done.</exception>
    public static void Become(VisorHome home) => Become(home, OwnerRights.Take);

    /// <summary>The same, but processes of other users may still be seen and signalled: what holds a home's locks may be another user's, root's first of all.</summary>
    /// <exception cref="VisorException">That cannot be done.</exception>
    public static void BecomeForStop(VisorHome home) => Become(home, OwnerRights.TakeForProcesses);

    /// <summary>For whoever stays who it is on a home of another user: what Visor keeps there must not be led elsewhere by that user.</summary>
    /// <exception cref="VisorException">It is.</exception>
    public static void RefuseLinks(VisorHome home)
    {
        if (HomeOwner.Find(home) is not { } owner || Account.OfThisProcess is var caller && caller.User == owner.User)
            return;
        if (Array.Find([home.Private, home.Staging], path => new FileInfo(path).LinkTarget is not null) is { } link)
        {
            throw new VisorException(
                ExitCodes.Configuration,
                $"{link} is a link that {owner.Words} may have put there, and Visor as {caller.Words} does not write through it: replace it by a folder, or omit {Flag}");
        }
    }

    private static void Become(VisorHome home, Action<Account> take)
    {
        if (Native.EffectiveUser() != Account.Root || HomeOwner.Find(home) is not { User: not Account.Root } owner)
            return;
        var isThere = Path.Exists(home.Root);
        take(owner);
        if (isThere && !Path.Exists(home.Root))
        {
            throw new VisorException(
                ExitCodes.Configuration, $"{home.Root} belongs to {owner.Words}, who cannot reach it: give that user search permission on the folders above it (namei -l {ShellWord.Quote(home.Root)}), or add {Flag}");
        }
    }
}
