using Shouldly;
using Visor.Configuration;
using Visor.Platform;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

[Edge]
public sealed class LiveConfigurationTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private LiveConfiguration? _live;

    public LiveConfigurationTests() => _file = _folder["config.toml"];

    public async ValueTask DisposeAsync()
    {
        if (_live is not null)
            await _live.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_written_in_place_counts()
    {
        await Start(Restarts(3));

        await Write(Restarts(4));

        (await NextChange()).ShouldBe((3, 4));
    }

    [Fact]
    public async Task A_change_between_the_first_reading_and_the_watch_is_found()
    {
        await Write(Restarts(3));
        var reading = VisorConfigReader.Read(_file, VegaNode.Chain.Defaults);
        await Write(Restarts(4));

        _live = new LiveConfiguration(_file, reading, VegaNode.Chain.Defaults, TimeProvider.System);

        (await NextChange()).ShouldBe((3, 4));
    }

    [Fact]
    public async Task A_file_replaced_by_a_rename_counts_each_time()
    {
        await Start(Restarts(3));

        for (var n = 4; n <= 6; n++)
        {
            // What `sed -i` and most editors do.
            File.Move(_folder.Write($"sed{n}", Restarts(n)), _file, overwrite: true);
            (await NextChange()).ShouldBe((n - 1, n));
        }
    }

    [Fact]
    public async Task An_editor_that_moves_the_old_file_away_first_counts()
    {
        await Start(Restarts(3));

        File.Move(_file, _folder["config.toml~"]);
        await Write(Restarts(4));

        (await NextChange()).ShouldBe((3, 4));
    }

    [Fact]
    public async Task A_file_that_is_gone_for_a_second_is_no_error()
    {
        await Start(Restarts(3));

        File.Delete(_file);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await Write(Restarts(4));

        (await NextChange()).ShouldBe((3, 4));
    }

    [Theory]
    [InlineData(null, "there is no such file")]
    [InlineData("", "the file is empty")]
    public async Task A_file_that_stays_away_is_an_error_until_it_is_back(string? text, string message)
    {
        await Start(Restarts(3));

        if (text is null)
            File.Delete(_file);
        else
            await Write(text);
        var rejected = (await Next()).ShouldBeOfType<ConfigurationEvent.Rejected>();
        rejected.Problems.ShouldHaveSingleItem().Message.ShouldContain(message);
        _live!.Problems.ShouldBe(rejected.Problems);
        _live.Current.MaxNumberOfRestarts.ShouldBe(3);

        await Write(Restarts(3));
        (await NextChange()).ShouldBe((3, 3));
        _live.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_file_changes_nothing_until_it_is_mended()
    {
        await Start(Restarts(3));

        await Write("maxNumberOfRestarts = many");
        (await Next()).ShouldBeOfType<ConfigurationEvent.Rejected>().Problems.ShouldHaveSingleItem().Line.ShouldBe(1);
        _live!.Current.MaxNumberOfRestarts.ShouldBe(3);
        _live.Problems.ShouldNotBeEmpty();

        await Write(Restarts(4));
        (await NextChange()).ShouldBe((3, 4));
        _live.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_with_new_warnings_is_told()
    {
        await Start(Restarts(3));

        await Write(Restarts(3) + "maxRestarts = 3\n");

        var changed = (await Next()).ShouldBeOfType<ConfigurationEvent.Changed>();
        changed.Warnings.ShouldHaveSingleItem().Key.ShouldBe("maxRestarts");
    }

    [Fact]
    public async Task A_change_that_means_nothing_is_not_told()
    {
        await Start(Restarts(3));

        await Write("# only a remark\n" + Restarts(3));
        await Write(Restarts(4));

        (await NextChange()).ShouldBe((3, 4));
    }

    [Fact]
    public async Task A_ConfigMap_whose_data_is_exchanged_counts_each_time()
    {
        void Mount(string version, int restarts)
        {
            _folder.Write($"{version}/config.toml", Restarts(restarts));
            File.CreateSymbolicLink(_folder["..data_tmp"], version);
            Rename(_folder["..data_tmp"], _folder["..data"]);
        }

        Mount("..v3", 3);
        File.CreateSymbolicLink(_file, "..data/config.toml");
        await Start();

        for (var n = 4; n <= 6; n++)
        {
            Mount($"..v{n}", n);
            Directory.Delete(_folder[$"..v{n - 1}"], recursive: true);
            (await NextChange()).ShouldBe((n - 1, n));
        }
    }

    [Fact]
    public async Task What_a_link_in_another_folder_leads_to_is_watched_there()
    {
        _folder.Write("etc/visor.toml", Restarts(3));
        File.CreateSymbolicLink(_file, "etc/visor.toml");
        await Start();

        _folder.Write("etc/visor.toml", Restarts(4));
        (await NextChange()).ShouldBe((3, 4));

        _folder.Write("elsewhere/visor.toml", Restarts(5));
        File.CreateSymbolicLink(_folder["new-link"], "elsewhere/visor.toml");
        Rename(_folder["new-link"], _file);
        (await NextChange()).ShouldBe((4, 5));

        _folder.Write("elsewhere/visor.toml", Restarts(6));
        (await NextChange()).ShouldBe((5, 6));
    }

    [Fact]
    public async Task A_reload_is_answered_even_if_nothing_changed()
    {
        await Start(Restarts(3));

        await _live!.Reload();
        (await NextChange()).ShouldBe((3, 3));

        File.Delete(_file);
        await _live.Reload();
        (await Next()).ShouldBeOfType<ConfigurationEvent.Rejected>();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_watched_is_looked_at_and_that_is_said_once()
    {
        await Write(Restarts(3));
        var reading = VisorConfigReader.Read(_file, VegaNode.Chain.Defaults);
        _file.ShouldNotBeNull();
        Directory.CreateDirectory(_folder["gone"]);
        _live = new LiveConfiguration(_folder["gone/nowhere/config.toml"], reading, VegaNode.Chain.Defaults, TimeProvider.System);

        (await Next()).ShouldBeOfType<ConfigurationEvent.Rejected>();
        (await Next()).ShouldBeOfType<ConfigurationEvent.WatchLost>();

        _folder.Write("gone/nowhere/config.toml", Restarts(4));
        (await NextChange()).ShouldBe((3, 4));
        _folder.Write("gone/nowhere/config.toml", Restarts(5));
        (await NextChange()).ShouldBe((4, 5));
    }

    [Fact]
    public async Task Disposing_ends_what_is_told()
    {
        await Start(Restarts(3));

        await _live!.DisposeAsync();

        await _live.Events.Completion.WaitAsync(Deadline, TestContext.Current.CancellationToken);
    }

    private static string Restarts(int number) => $"maxNumberOfRestarts = {number}\n";

    // rename(2), which replaces a link; File.Move would follow it.
    private static void Rename(string from, string to) => Native.Rename(from, to);

    private Task Write(string text) => File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);

    private async Task Start(string? text = null)
    {
        if (text is not null)
            await Write(text);
        _live = new LiveConfiguration(_file, VisorConfigReader.Read(_file, VegaNode.Chain.Defaults), VegaNode.Chain.Defaults, TimeProvider.System);

        // The answer to a reload is the proof that the watch stands.
        await _live.Reload();
        await NextChange();
    }

    private async Task<ConfigurationEvent> Next()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        return await _live!.Events.ReadAsync(deadline.Token);
    }

    private async Task<(int Before, int After)> NextChange()
    {
        var changed = (await Next()).ShouldBeOfType<ConfigurationEvent.Changed>();
        return (changed.Before.MaxNumberOfRestarts, changed.After.MaxNumberOfRestarts);
    }
}
