using System.Text;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

[Edge]
public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_not_there_names_the_way_to_get_one() =>
        Message(_folder["config.toml"]).ShouldBe("there is no such file; restore it, or copy one from a new home (`visor init --home ELSEWHERE`)");

    [Fact]
    public void A_file_below_a_folder_that_is_not_there_says_the_same() =>
        Message(_folder["nowhere/config.toml"]).ShouldStartWith("there is no such file");

    [Fact]
    public void A_folder_in_place_of_the_file_is_named_as_one()
    {
        Directory.CreateDirectory(_folder["config.toml"]);

        Message(_folder["config.toml"]).ShouldBe("this is a folder; a file is required here");
    }

    [Fact]
    public void A_file_that_may_not_be_read_names_the_user()
    {
        var file = _folder.Write("config.toml", "maxNumberOfRestarts = 3");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.None);
        if (CanBeRead(file))
            Assert.Skip("this user may read everything");

        Message(file).ShouldStartWith("permission denied; make it readable for ");
    }

    [Fact]
    public void A_link_that_leads_nowhere_or_in_a_circle_is_named()
    {
        File.CreateSymbolicLink(_folder["nowhere.toml"], "missing.toml");
        File.CreateSymbolicLink(_folder["circle.toml"], "circle.toml");

        Message(_folder["nowhere.toml"]).ShouldStartWith("there is no such file");
        Message(_folder["circle.toml"]).ShouldStartWith("it cannot be read: ");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n")]
    [InlineData("\uFEFF\n")]
    public void An_empty_file_is_an_error(string text) =>
        Message(_folder.Write("config.toml", text)).ShouldBe("the file is empty; restore it, or copy one from a new home (`visor init --home ELSEWHERE`)");

    [Fact]
    public void A_file_of_a_size_no_configuration_has_is_not_read()
    {
        var file = _folder.Write("config.toml", new string('#', 1024 * 1024 + 1));

        Message(file).ShouldBe("the file is larger than 1 MiB, so it is not a Visor configuration file");
    }

    [Fact]
    public void A_file_of_just_the_largest_size_is_read()
    {
        var file = _folder.Write("config.toml", new string('#', 1024 * 1024 - 1) + "\n");

        VisorConfigReader.Read(file, VegaNode.Chain.Defaults).Value.ShouldNotBeNull();
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_named_with_its_place()
    {
        var file = _folder["config.toml"];
        File.WriteAllBytes(file, [.. Encoding.UTF8.GetBytes("# über\n\tx = \"ü"), 0xff, .. "\"\n"u8]);

        VisorConfigReader.Read(file, VegaNode.Chain.Defaults).Problems.ShouldHaveSingleItem().ToString()
            .ShouldBe($"{file}:2:8: this byte is not UTF-8; save the file as UTF-8");
    }

    [Fact]
    public void A_run_config_that_is_not_there_says_how_to_get_one()
    {
        RunConfigReader.Read(_folder["genesis/run-config.toml"]).Problems.ShouldHaveSingleItem().Message
            .ShouldBe("there is no such file; each release needs one; copy the example from a new home (`visor init --home ELSEWHERE`)");
        RunConfigReader.Read(_folder["v0.76.0/run-config.toml"]).Problems.ShouldHaveSingleItem().Message.ShouldBe(
            "there is no such file; each release needs one; write it, or move the folder away and run `visor stage TAG --from FILE`, which also copies the run config of the running release");
        RunConfigReader.Read(_folder.Write("v0.77.0/run-config.toml", "\n")).Problems.ShouldHaveSingleItem().Message
            .ShouldStartWith("the file is empty; each release needs one; write it, or move the folder away and run `visor stage TAG --from FILE`");
    }

    private static string Message(string file)
    {
        var reading = VisorConfigReader.Read(file, VegaNode.Chain.Defaults);
        reading.Value.ShouldBeNull();
        var problem = reading.Problems.ShouldHaveSingleItem();
        problem.File.ShouldBe(file);
        return problem.Message;
    }

    private static bool CanBeRead(string file)
    {
        try
        {
            return File.ReadAllBytes(file).Length > 0;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
