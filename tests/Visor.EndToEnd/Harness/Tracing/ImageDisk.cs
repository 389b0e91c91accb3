using Xunit;

namespace Visor.EndToEnd.Harness.Tracing;

/// <summary>
/// A disk that can lose its power: an ext4 in a file. What has not been synced is in the memory of the kernel and not in the file, so a
/// copy of the file is what a power failure would have left at that moment. Disposing unmounts it, whoever still uses it.
/// </summary>
internal sealed class ImageDisk : IDisk
{
    // Nothing goes to the disk by itself while a test lasts, and a rename does not take the content of its file along.
    private const string NothingUnasked = "loop,noatime,commit=3600,noauto_da_alloc";

    private readonly TemporaryFolder _folder = new();
    private int _mounts;

    private ImageDisk()
    {
    }

    public string Path => _folder.In("disk");

    /// <summary>The file in which everything is that would outlive a power failure now.</summary>
    public string Image => _folder.In("image");

    /// <summary>Where somebody puts a copy of <see cref="Image"/>, in the moment in which the power fails.</summary>
    public string Survived => _folder.In("survived");

    public static async Task<ImageDisk> Make(string size = "8M")
    {
        var disk = new ImageDisk();
        try
        {
            Directory.CreateDirectory(disk.Path);
            await Ext4.Make(disk.Image, size);
            var (exitCode, output) = await disk.Mount(disk.Image);
            if (exitCode != 0)
                Assert.Skip($"no image can be mounted here: {output}");
            return disk;
        }
        catch (Exception)
        {
            await disk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything on it would outlive a power failure from now on.</summary>
    public Task Settle() => Succeed("sync", "--file-system", Path);

    /// <summary>The power has failed and is there again: the disk is what <see cref="Survived"/> says. Nobody may use it.</summary>
    public async Task ComeBack()
    {
        await Unmount();
        var (exitCode, output) = await Mount(Survived);
        if (exitCode != 0)
            throw new IOException($"what has survived cannot be mounted: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        await Unmount();
        _folder.Dispose();
    }

    private async Task<(int ExitCode, string Output)> Mount(string image)
    {
        var result = await TestProcess.Run("mount", "-t", "ext4", "-o", NothingUnasked, image, Path);
        if (result.ExitCode == 0)
            _mounts++;
        return result;
    }

    private async Task Unmount()
    {
        for (; _mounts > 0; _mounts--)
            await TestProcess.Run("umount", "--lazy", Path);
    }

    private static async Task Succeed(string program, params string[] args)
    {
        var (exitCode, output) = await TestProcess.Run(program, args);
        if (exitCode != 0)
            throw new IOException($"{program} {string.Join(' ', args)}: {output}");
    }
}
