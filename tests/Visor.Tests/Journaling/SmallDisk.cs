using Visor.Processes;
using Visor.Tests.Processes;
using Xunit;

namespace Visor.Tests.Journaling;

/// <summary>A small disk, which can be full. It takes the right to mount; a test without it is skipped.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestProcesses _nursery = new();

    private SmallDisk()
    {
    }

    public string this[string name] => Path.Combine(_folder["disk"], name);

    public static async Task<SmallDisk> Mount(string size = "16k")
    {
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk._folder["disk"]);
        var exit = await disk._nursery.RunToEnd(new SpawnRequest("/bin/mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk._folder["disk"]]));
        if (exit.Code == 0)
            return disk;
        disk._folder.Dispose();
        Assert.Skip("this user may not mount a small disk");
        return disk;
    }

    public void Fill(string name)
    {
        using var file = File.OpenHandle(this[name], FileMode.Create, FileAccess.Write);
        try
        {
            for (var page = 0L; page < 128; page++)
                RandomAccess.Write(file, new byte[4096], page * 4096);
        }
        catch (IOException)
        {
            return; // Which is what was wanted.
        }

        Assert.Fail("the disk is larger than it was made");
    }

    public async ValueTask DisposeAsync()
    {
        await _nursery.RunToEnd(new SpawnRequest("/bin/umount", [_folder["disk"]]));
        await _nursery.DisposeAsync();
        _folder.Dispose();
    }
}
