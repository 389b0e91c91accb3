using System.Runtime.CompilerServices;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Xunit;

namespace Visor.Tests.Journaling;

/// <summary>A journal of the first Visor, which is never written anew: every later Visor has to read it, and to go on with it.</summary>
[Edge]
public sealed class JournalFormatTests : IDisposable
{
    private static readonly JournalEntry[] Written =
    [
        new JournalEntry.Opened("1.0.0", 811),
        new JournalEntry.Selected("v0.1.0", "genesis", "the first start on this home"),
        new JournalEntry.Intent(VegaRoles.Core, "v0.1.0", "genesis", "/usr/bin/vega", ["start", "--home=/Grüße", ""], 100),
        new JournalEntry.Started(VegaRoles.DataNode, "v0.1.0", "/run/vega.sock", new(812, 123456, "boot", "pid:[4026531836]")),
        new JournalEntry.Answered("v0.1.0"),
        new JournalEntry.Ended(VegaRoles.Core, 812, "killed by SIGKILL"),
        new JournalEntry.Due("v0.2.0", ulong.MaxValue),
        new JournalEntry.Stopping("upgrade to v0.2.0\nat block 100"),
        new JournalEntry.Stopped(Asked: true),
        new JournalEntry.Activated("v0.2.0", "v0.2.0", 100),
        new JournalEntry.Failed("it failed"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_journal_of_the_first_format_is_read_and_continued()
    {
        var path = _folder["journal.jsonl"];
        File.Copy(Golden(), path);
        using (var file = JournalFile.Open(path, out var entries))
        {
            entries.Select(Entries.Text).ShouldBe(Written.Select(Entries.Text));
            file.Append(OpenJournal.Bytes(new JournalEntry.Failed("again")), durable: true);
        }

        OpenJournal.Read(path).Select(Entries.Text).ShouldBe([.. Written.Select(Entries.Text), Entries.Text(new JournalEntry.Failed("again"))]);
    }

    private static string Golden([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Golden", "journal-format-1.jsonl");
}
