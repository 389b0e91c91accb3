using System.Diagnostics;
using System.Globalization;
using System.Text;
using Shouldly;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

/// <summary>A file of the size that is just read may say the same thing a hundred thousand times; what it costs grows with its length alone.</summary>
[Edge] // A clock is the judge.
public sealed class LargeFilesTests
{
    private const int Bytes = 1024 * 1024;

    [Theory]
    [InlineData("", "a{0}=1\n")]
    [InlineData("[upgradeFolders]\n", "v{0}=\"w{0}\"\n")]
    public void What_a_file_of_many_keys_costs_grows_with_its_length(string head, string line)
    {
        Took(head, line, Bytes / 64); // What is done for the first time costs more.
        var (eighth, whole) = (Took(head, line, Bytes / 16), Took(head, line, Bytes / 2));

        // Eight times as long; where each key is compared with all before it, sixty-four times.
        whole.ShouldBeLessThan((25 * eighth) + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_long_file_of_errors_alone_is_not_parsed_anew_for_each_of_them()
    {
        var reading = Read(Repeated("a 1\n", Bytes));

        reading.Value.ShouldBeNull();
        reading.Errors.Count().ShouldBeInRange(1, 4);
    }

    [Fact]
    public void Of_two_releases_that_share_a_folder_the_second_is_told() =>
        Read("[upgradeFolders]\n\"v1\"=\"one\"\n\"v2\"=\"two\"\n\"v3\"=\"one\"\n").Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe("config.toml:4:1: upgradeFolders.v3: shares the folder \"one\" with v1; each release needs its own folder");

    private static TimeSpan Took(string head, string line, int length)
    {
        var text = head + Repeated(line, length);
        var begun = Stopwatch.GetTimestamp();
        Read(text).Problems.Length.ShouldBeLessThan(102);
        return Stopwatch.GetElapsedTime(begun);
    }

    private static ConfigurationReading<VisorConfig> Read(string text) => VisorConfigReader.Read(text, "config.toml", VegaNode.Chain.Defaults);

    private static string Repeated(string line, int length)
    {
        var format = CompositeFormat.Parse(line);
        var text = new StringBuilder(length);
        for (var i = 0; text.Length < length - 100; i++)
            text.AppendFormat(CultureInfo.InvariantCulture, format, i);
        return text.ToString();
    }
}
