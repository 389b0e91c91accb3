using Shouldly;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

[Edge]
public sealed class ExposedFilesTests : IDisposable
{
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private const UnixFileMode Open = Closed | UnixFileMode.OtherRead;
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly string _token;

    public ExposedFilesTests()
    {
        File.SetUnixFileMode(_folder.Path, Folder);
        _file = _folder.Write("config.toml", "[autoInstall]\nenabled = true\ntokenFile = \"token\"\nasset.name = \"vega.zip\"\n[[notifications]]\nurl = \"http://localhost/SECRET\"\n");
        _token = _folder.Write("token", "SECRET");
        SetModes(Closed, Closed);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_only_its_user_and_group_may_read_is_not_told() => Exposed().ShouldBeEmpty();

    [Fact]
    public void Each_file_with_a_secret_that_all_may_read_is_told_with_the_command_that_closes_it()
    {
        SetModes(Open, Open);

        Exposed().ShouldBe(
        [
            $"{_file}: every user of this machine may read it, and the addresses in [[notifications]] are secrets; chmod o-r {_file}",
            $"{_token}: every user of this machine may read it, and the token in it is a secret; chmod o-r {_token}",
        ]);
    }

    [Fact]
    public void Without_secrets_all_may_read()
    {
        _folder.Write("config.toml", "restartsDelaySeconds = 0\n");
        SetModes(Open, Open);

        Exposed().ShouldBeEmpty();
    }

    [Fact]
    public void Behind_a_folder_that_others_cannot_enter_nothing_is_exposed()
    {
        SetModes(Open, Open);
        File.SetUnixFileMode(_folder.Path, Folder & ~UnixFileMode.OtherExecute);

        Exposed().ShouldBeEmpty();
    }

    [Fact]
    public void What_all_may_write_is_told_whatever_is_in_it()
    {
        _folder.Write("config.toml", "restartsDelaySeconds = 0\n");
        SetModes(Open | UnixFileMode.OtherWrite, Closed);
        File.SetUnixFileMode(_folder.Path, Folder | UnixFileMode.OtherWrite);

        Exposed().ShouldBe(
        [
            $"{_file}: every user of this machine may write it, and so decide what Visor downloads and runs; chmod o-w {_file}",
            $"{_folder.Path}: every user of this machine may write into it, and so decide what Visor runs; chmod o-w {_folder.Path}",
        ]);
    }

    [Fact]
    public void What_is_not_there_is_not_exposed()
    {
        SetModes(Open, Open);
        File.Delete(_token);

        Exposed().Length.ShouldBe(1);
    }

    private void SetModes(UnixFileMode file, UnixFileMode token)
    {
        File.SetUnixFileMode(_file, file);
        File.SetUnixFileMode(_token, token);
    }

    private string[] Exposed() => [.. ExposedFiles.Find(_file, VisorConfigReader.Read(_file, VegaNode.Chain.Defaults).Value!).Select(e => e.ToString())];
}
