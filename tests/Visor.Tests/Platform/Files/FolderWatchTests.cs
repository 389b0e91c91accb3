using System.Threading.Channels;
using Shouldly;
using Visor.Platform.Files;
using Xunit;

namespace Visor.Tests.Platform.Files;

[Edge]
public sealed class FolderWatchTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly Channel<string?> _changed = Channel.CreateUnbounded<string?>();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_comes_changes_and_goes_is_told()
    {
        using var watch = new FolderWatch(_folder.Path, Changed, Lost);

        _folder.Write("hold", "maintenance");
        await Told("hold");
        await File.AppendAllTextAsync(_folder["hold"], " until noon", TestContext.Current.CancellationToken);
        await Told("hold");
        File.Delete(_folder["hold"]);
        await Told("hold");
    }

    [Fact]
    public async Task A_rename_is_told_by_both_names()
    {
        _folder.Write("before", "x");
        using var watch = new FolderWatch(_folder.Path, Changed, Lost);

        File.Move(_folder["before"], _folder["after"]);

        await Told("before");
        await Told("after");
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_watched() =>
        Should.Throw<ArgumentException>(() => new FolderWatch(_folder["nowhere"], Changed, Lost).Dispose());

    private void Changed(string? name) => _changed.Writer.TryWrite(name);

    private void Lost(Exception reason) => _changed.Writer.TryComplete(reason);

    private async Task Told(string name)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        while (!string.Equals(await _changed.Reader.ReadAsync(deadline.Token), name, StringComparison.Ordinal))
        {
            // Something else of the same folder, or the same once more.
        }
    }
}
