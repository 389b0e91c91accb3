using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Model;
using Visor.Model.Events;
using Visor.Releases;

namespace Visor.Commands;

/// <summary>The hook <c>onStaged</c> of an operator who has a release made ready by hand, whether or not the network has accepted it.</summary>
internal sealed class StageApproval(VisorHome home, HookRun run, HooksConfig hooks, TimeProvider time)
{
    public Approval Create(ReleaseTag tag) => async (folder, cancellation) =>
    {
        if (!hooks.OnStaged.IsGiven)
            return null;
        var staged = new VisorEvent(EventKind.Staged, time.GetUtcNow(), Running(), tag.Value, Height: null, Reason: null);
        return await run.Run(HookKind.OnStaged, hooks.OnStaged, staged, folder, hooks.Timeout, cancellation) is { } veto
            ? $"{veto}; {tag} is not ready until that hook succeeds"
            : null;
    };

    // The name of its folder: to ask the running release for its version takes an execution, and nobody here needs it.
    private string Running() => new CurrentLink(home).Read() is CurrentLinkState.Folder current ? home.NameOf(current.Path) : home.NameOf(home.Genesis);
}
