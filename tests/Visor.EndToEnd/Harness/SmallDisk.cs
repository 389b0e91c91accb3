using Xunit;

namespace Visor.EndToEnd.Harness;

/// <summary>
/// A file system of a test's own, in memory or in a file, that can be full or read-only. Disposing unmounts it, whoever still uses it.
/// </summary>
internal sealed class SmallDisk : IDisk
{
    private readonly TemporaryFolder _folder = new();
    private int _mounts;

    private SmallDisk()
    {
    }

    public string Path => _folder.In("disk");

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <param name="options">Of tmpfs(5), such as <c>size=256k,nr_inodes=100</c>.</param>
    public static Task<SmallDisk> Mount(string options) =>
        new SmallDisk().Mounted("-t", "tmpfs", "-o", options, "visor-test");

    /// <summary>An ext4, which promises room for what is written and finds it later, and on which a sync means something.</summary>
    public static async Task<SmallDisk> MountExt4(string size, int files)
    {
        var disk = new SmallDisk();
        var image = disk._folder.In("image");
        await Ext4.Make(image, size, files);
        return await disk.Mounted("-t", "ext4", "-o", "loop", image);
    }

    /// <summary>Takes all the room that is left.</summary>
    public async Task Fill()
    {
        // Where room is only promised, some of it is found again when everything has its place.
        for (long before = -1, now = 0; now != before; now = new FileInfo(Filler).Length)
        {
            before = now;
            FillOnce();
            await Succeed("sync", "--file-system", Path);
        }
    }

    private void FillOnce()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var piece in new[] { 4096, 1 })
            FillWith(filler, new byte[piece]);
    }

    /// <summary>Takes all the room but so many bytes, or a few less.</summary>
    public void LeaveOnly(long bytes)
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = new byte[4096];
        for (var left = new DriveInfo(Path).AvailableFreeSpace - bytes; left > 0; left -= piece.Length)
            filler.Write(piece);
    }

    /// <summary>Takes all the files that are left; there is still room in those that are there.</summary>
    public void TakeEveryFile()
    {
        Directory.CreateDirectory(Filler);
        try
        {
            for (var number = 0; ; number++)
                File.Create(System.IO.Path.Combine(Filler, $"{number}")).Dispose();
        }
        catch (IOException)
        {
            // There are no more, which was the aim.
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void MakeRoom()
    {
        if (Directory.Exists(Filler))
            Directory.Delete(Filler, recursive: true);
        File.Delete(Filler);
    }

    /// <summary>Nothing can be opened for writing any more; what is open stays so.</summary>
    public async Task MakeReadOnly()
    {
        await Succeed("mount", "--bind", "-o", "ro", Path, Path);
        _mounts++;
    }

    public async Task MakeWritable()
    {
        // Lazily, because a node that was started meanwhile holds its lock there.
        await Succeed("umount", "--lazy", Path);
        _mounts--;
    }

    public async ValueTask DisposeAsync()
    {
        for (; _mounts > 0; _mounts--)
            await TestProcess.Run("umount", "--lazy", Path);
        _folder.Dispose();
    }

    private async Task<SmallDisk> Mounted(params string[] how)
    {
        Requirement.Root();
        Directory.CreateDirectory(Path);
        var (exitCode, output) = await TestProcess.Run("mount", [.. how, Path]);
        if (exitCode == 0)
        {
            _mounts++;
            return this;
        }

        await DisposeAsync();
        Assert.Skip($"no file system can be mounted here: {output}");
        return this;
    }

    private static void FillWith(FileStream filler, byte[] piece)
    {
        try
        {
            while (true)
                filler.Write(piece);
        }
        catch (IOException)
        {
            // It is full, which was the aim.
        }
    }

    private static async Task Succeed(string program, params string[] args)
    {
        var (exitCode, output) = await TestProcess.Run(program, args);
        if (exitCode != 0)
            throw new IOException($"{program} {string.Join(' ', args)}: {output}");
    }
}
