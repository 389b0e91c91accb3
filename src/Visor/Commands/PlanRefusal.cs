using System.Globalization;
using Visor.Chains;
using Visor.Home;
using Visor.Model;
using Visor.Status.Reading;

namespace Visor.Commands;

/// <summary>What is known of a node against a plan for it: nobody switches at a block that is behind, nor to what runs.</summary>
internal static class PlanRefusal
{
    /// <param name="name">As it was typed.</param>
    /// <param name="height">The first block of the release.</param>
    /// <exception cref="VisorException">The plan could never be executed.</exception>
    public static void Throw(VisorHome home, IReleaseLayout layout, string name, ulong height, ReleaseTag tag)
    {
        if (new CurrentLink(home).Read() is CurrentLinkState.Folder { Path: var running } && layout.ReadTag(Path.GetFileName(running), out var current) is null && current == tag)
            throw new VisorException(ExitCodes.Failed, $"{PlainText.Excerpt(name)} is the release that runs here ({home.NameOf(running)}), so there is nothing to plan; give the name of the next one");
        if (new StatusReader(home).Read().Published?.Node.Height is { } block && block >= height)
        {
            throw new VisorException(
                ExitCodes.Failed, string.Create(CultureInfo.InvariantCulture, $"the node is at block {block}, and {PlainText.Excerpt(name)} would begin at block {height}: give a block ahead of it with --height"));
        }
    }
}
