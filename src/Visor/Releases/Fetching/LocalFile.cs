using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Visor.Http;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Releases.Fetching;

/// <summary>A file of a release that lies on this machine, in the folder that the configuration names.</summary>
internal static class LocalFile
{
    private const int Piece = 1024 * 1024;
    private const string Remedy = "put the release's files there, or correct `folder` in `[autoInstall]`";

    /// <returns>Null: there is no such file.</returns>
    /// <exception cref="ReleaseException">It is none that can be read.</exception>
    public static PublishedAsset? Find(string folder, string name, ReleaseTag tag)
    {
        var path = Path.Combine(folder, name);
        if (!Path.Exists(path))
            return null;
        using var file = Open(path);
        return RandomAccess.GetLength(file) is > 0 and var size
            ? new PublishedAsset(tag, name, new UriBuilder { Scheme = Uri.UriSchemeFile, Host = "", Path = Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal) }.Uri, size, Digest: null)
            : throw new ReleaseException($"{path} is empty; {Remedy}");
    }

    /// <summary>Copies it, so that what is verified is also what is unpacked.</summary>
    /// <param name="file">Absolute path; written anew.</param>
    /// <exception cref="ReleaseException">It cannot be read.</exception>
    public static async Task<Sha256Digest> Fetch(PublishedAsset asset, string file, Action<DownloadProgress> progress, CancellationToken cancellation)
    {
        OpenSsl.Demand(); // To hash takes it.
        using var from = Open(asset.Address.LocalPath);
        PartialFile.Delete(file);
        return await Copy(from, file, copied => progress(new DownloadProgress(copied, asset.Size)), cancellation);
    }

    /// <param name="to">Absolute path of a file that does not exist yet.</param>
    /// <param name="copied">Told how many bytes there are.</param>
    /// <returns>The digest of the whole.</returns>
    public static async Task<Sha256Digest> Copy(SafeFileHandle from, string to, Action<long> copied, CancellationToken cancellation)
    {
        using var target = File.OpenHandle(to, FileMode.CreateNew, FileAccess.Write);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Piece];
        for (var at = 0L; ;)
        {
            var count = await RandomAccess.ReadAsync(from, buffer, at, cancellation);
            if (count == 0)
                return Sha256Digest.Of(hash.GetHashAndReset());
            hash.AppendData(buffer, 0, count);
            await RandomAccess.WriteAsync(target, buffer.AsMemory(0, count), at, cancellation);
            at += count;
            copied(at);
        }
    }

    /// <param name="maxBytes">More than this no such file has.</param>
    /// <exception cref="ReleaseException">It cannot be read, or is larger.</exception>
    public static byte[] ReadWhole(string path, int maxBytes)
    {
        using var file = Open(path);
        var bytes = new byte[Math.Min(RandomAccess.GetLength(file), maxBytes + 1L)];
        var length = FileBytes(file, bytes);
        return length <= maxBytes ? bytes[..length] : throw new ReleaseException($"{path} is larger than {maxBytes / 1024} KiB, so it is not what it is named for; correct the name in `[autoInstall]`");
    }

    /// <summary>Takes the first byte.</summary>
    /// <returns>Where it is, for people.</returns>
    /// <exception cref="ReleaseException">It cannot be read.</exception>
    public static async Task<string> Prove(PublishedAsset asset, CancellationToken cancellation)
    {
        var path = asset.Address.LocalPath;
        using var file = Open(path);
        return await RandomAccess.ReadAsync(file, new byte[1], 0, cancellation) == 1 ? path : throw new ReleaseException($"{path} is empty; {Remedy}");
    }

    private static int FileBytes(SafeFileHandle file, byte[] bytes)
    {
        var length = 0;
        for (int count; length < bytes.Length && (count = RandomAccess.Read(file, bytes.AsSpan(length), length)) > 0;)
            length += count;
        return length;
    }

    private static SafeFileHandle Open(string path)
    {
        if (Directory.Exists(path))
            throw new ReleaseException($"{path} is a folder, not a file; {Remedy}");
        if (Path.Exists(path) && !RegularFile.IsRegular(path))
            throw new ReleaseException($"{path} is a pipe or a device; {Remedy}");
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException)
        {
            throw new ReleaseException($"Visor may not read {path}; make it readable for Visor's user: chmod a+r {ShellWord.Quote(path)}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ReleaseException($"{path} does not exist, or this user cannot see it; {Remedy}");
        }
    }
}
