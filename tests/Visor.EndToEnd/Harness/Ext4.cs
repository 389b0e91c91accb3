using System.Globalization;

namespace Visor.EndToEnd.Harness;

/// <summary>Makes an ext4 in a file of a test's own, to be mounted as root.</summary>
internal static class Ext4
{
    /// <param name="files">How many it can hold; null: many.</param>
    public static async Task Make(string image, string size, int? files = null)
    {
        Requirement.Root();
        Requirement.Program("mkfs.ext4");
        string[] limit = files is { } count ? ["-N", count.ToString(CultureInfo.InvariantCulture)] : [];
        await Succeed("truncate", "--size", size, image);
        await Succeed("mkfs.ext4", ["-q", "-b", "1024", "-m", "0", "-J", "size=1", "-O", "^resize_inode", .. limit, image]);
    }

    private static async Task Succeed(string program, params string[] args)
    {
        var (exitCode, output) = await TestProcess.Run(program, args);
        if (exitCode != 0)
            throw new IOException($"{program} {string.Join(' ', args)}: {output}");
    }
}
