using Shouldly;
using Visor.Home;
using Xunit;

namespace Visor.Tests.Home;

[Edge]
public sealed class CurrentLinkTests : IDisposable
{
    private readonly HomeFolder _home = new("genesis", "v0.2.0");
    private readonly CurrentLink _link;

    public CurrentLinkTests() => _link = new CurrentLink(_home.Paths);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_home_without_the_link_says_so() => _link.Read().ShouldBe(new CurrentLinkState.Missing());

    [Fact]
    public void A_folder_of_this_home_is_linked_by_its_name_so_that_the_home_can_be_moved()
    {
        _link.PointTo(_home["v0.2.0"]).ShouldBeTrue();

        new FileInfo(_home.Paths.Current).LinkTarget.ShouldBe("v0.2.0");
        _link.Read().ShouldBe(new CurrentLinkState.Folder(_home["v0.2.0"]));
    }

    [Fact]
    public void A_folder_elsewhere_is_linked_by_its_path()
    {
        using var elsewhere = new TemporaryFolder();
        _link.PointTo(elsewhere.Path);

        new FileInfo(_home.Paths.Current).LinkTarget.ShouldBe(elsewhere.Path);
        _link.Read().ShouldBe(new CurrentLinkState.Folder(elsewhere.Path));
    }

    [Theory]
    [InlineData("genesis")]
    [InlineData("./genesis/")]
    [InlineData("v0.2.0/../genesis")]
    public void Any_way_to_write_a_relative_target_is_understood(string target)
    {
        File.CreateSymbolicLink(_home.Paths.Current, target);

        _link.Read().ShouldBe(new CurrentLinkState.Folder(_home.Paths.Genesis));
    }

    [Fact]
    public void An_absolute_target_is_accepted()
    {
        File.CreateSymbolicLink(_home.Paths.Current, _home.Paths.Genesis + "/");

        _link.Read().ShouldBe(new CurrentLinkState.Folder(_home.Paths.Genesis));
    }

    [Fact]
    public void A_link_to_nothing_is_broken_and_says_where_it_leads()
    {
        File.CreateSymbolicLink(_home.Paths.Current, "v9.9.9");

        _link.Read().ShouldBe(new CurrentLinkState.Broken("v9.9.9"));
    }

    [Fact]
    public void A_link_to_itself_is_broken()
    {
        File.CreateSymbolicLink(_home.Paths.Current, "current");

        _link.Read().ShouldBe(new CurrentLinkState.Broken("current"));
    }

    [Fact]
    public void A_real_folder_or_file_is_no_link()
    {
        Directory.CreateDirectory(_home.Paths.Current);
        _link.Read().ShouldBe(new CurrentLinkState.NotALink(IsFolder: true));
        Directory.Delete(_home.Paths.Current);

        _home.Write("current", "");
        _link.Read().ShouldBe(new CurrentLinkState.NotALink(IsFolder: false));
    }

    [Fact]
    public void A_real_folder_is_not_replaced()
    {
        Directory.CreateDirectory(_home.Paths.Current);

        Should.Throw<IOException>(() => _link.PointTo(_home["v0.2.0"])).Message.ShouldContain($"{_home.Paths.Current} cannot be replaced: ");
        _link.Read().ShouldBe(new CurrentLinkState.NotALink(IsFolder: true));
    }

    [Fact]
    public void What_a_switch_that_was_cut_off_has_left_behind_does_no_harm()
    {
        File.CreateSymbolicLink(_home.Paths.Current + ".new", "v9.9.9");

        _link.PointTo(_home["v0.2.0"]);

        _link.Read().ShouldBe(new CurrentLinkState.Folder(_home["v0.2.0"]));
        new FileInfo(_home.Paths.Current + ".new").LinkTarget.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_reads_during_a_switch_sees_the_old_folder_or_the_new_one()
    {
        _link.PointTo(_home.Paths.Genesis);
        using var over = new CancellationTokenSource();
        var reading = Task.Run(
            () =>
            {
                var seen = new HashSet<CurrentLinkState>();
                while (!over.IsCancellationRequested)
                    seen.Add(_link.Read());
                return seen;
            },
            TestContext.Current.CancellationToken);

        for (var i = 0; i < 500; i++)
            _link.PointTo(i % 2 == 0 ? _home["v0.2.0"] : _home.Paths.Genesis);
        await over.CancelAsync();

        CurrentLinkState[] valid = [new CurrentLinkState.Folder(_home.Paths.Genesis), new CurrentLinkState.Folder(_home["v0.2.0"])];
        (await reading).Except(valid).ShouldBeEmpty();
    }
}
