using System.Text;
using Shouldly;
using Visor.Logging;
using Xunit;

namespace Visor.Tests.Logging;

[Pure]
public sealed class TransferTextTests
{
    private const long MiB = 1024 * 1024;

    private static readonly TransferSnapshot[] Snapshots =
    [
        new(0, 80 * MiB, 0), new(512, 80 * MiB, 512), new(52_533_658, 80 * MiB, 41.2 * MiB), new((80 * MiB) - 1, 80 * MiB, 41.2 * MiB),
        new(80 * MiB, 80 * MiB, 41.2 * MiB), new(90 * MiB, 80 * MiB, 1), new(5 * MiB, null, 1.5 * MiB), new(0, null, 0), new(0, 0, 0),
        new(MiB, 3000 * MiB, 100_000), new(MiB, 3000 * MiB, 1_000_000), new(MiB, 80 * MiB, 0.5), new(1, long.MaxValue, 1),
    ];

    [Fact]
    public async Task Progress_is_told_in_words_and_as_a_bar_that_fits()
    {
        var all = new StringBuilder();
        foreach (var snapshot in Snapshots)
        {
            all.Append(TransferText.Line("v0.76.0", snapshot)).Append('\n');
            foreach (var width in new[] { 200, 80, 70, 60, 40, 20, 8, 1 })
                all.Append(System.Globalization.CultureInfo.InvariantCulture, $"{width,5} |{TransferText.Bar("v0.76.0", snapshot, width)}|\n");
        }

        await GoldenFile.ShouldMatch(all.ToString(), "transfers.txt");
    }

    [Fact]
    public void A_bar_is_never_as_wide_as_the_terminal()
    {
        for (var width = 1; width < 200; width++)
        {
            foreach (var snapshot in Snapshots)
                TransferText.Bar("v0.76.0", snapshot, width).Length.ShouldBeLessThan(width);
        }
    }
}
