using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.SystemFaults;

/// <summary>
/// A disk is given away in pages of 4 KiB, and what still fits into the last one of a file can be written when the disk is full.
/// </summary>
internal static class JournalPage
{
    private const int Size = 4096;

    // No line of a journal is as short as this.
    private const int TooShort = 80;

    /// <summary>
    /// Restarts the core until the journal ends so close to the end of a page that its next line needs another one. The arguments
    /// of a start stand in the journal, so their length decides where it ends.
    /// </summary>
    /// <returns>How often the core has been started.</returns>
    public static async Task<int> Fill(TestNode node, TestProcess visor)
    {
        var starts = 1;
        var grown = await Restart(node, visor, ++starts, padding: 1) - 1;
        while (Room(node) > TooShort)
        {
            starts.ShouldBeLessThan(12, "the journal does not end where it should");
            var padding = Room(node) - grown - (TooShort / 2);
            grown = await Restart(node, visor, ++starts, padding > 0 ? padding : padding + Size) - (padding > 0 ? padding : padding + Size);
        }

        return starts;
    }

    private static async Task<int> Restart(TestNode node, TestProcess visor, int starts, int padding)
    {
        var before = Length(node);
        node.Write("genesis/run-config.toml", node.RunConfig(["--padding", new string('x', padding)]));
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(starts);
        visor.HasExited.ShouldBeFalse();
        return (int)(Length(node) - before);
    }

    private static int Room(TestNode node) => Size - (int)(Length(node) % Size);

    private static long Length(TestNode node) => new FileInfo(node.In(".visor", "journal.jsonl")).Length;
}
