using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Visor.Chains;
using Visor.Model;

namespace Visor.Releases.Downloads;

/// <summary>What comes from a server, on its way to the disk: how much, of which content, and its hash.</summary>
internal sealed class ReceivedFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly IncrementalHash? _hash;

    /// <param name="path">Written anew.</param>
    /// <param name="algorithm">Null: nothing will be compared.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ReceivedFile(string path, HashAlgorithmName? algorithm)
    {
        _path = path;
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        _hash = algorithm is { } name ? IncrementalHash.CreateHash(name) : null;
    }

    /// <summary>Bytes that are there and hashed.</summary>
    public long Length { get; private set; }

    /// <summary>Of the content, a strong one; null: the server gave none, so that it cannot be asked for the rest.</summary>
    public string? ETag { get; private set; }

    public void Begin(string? etag)
    {
        RandomAccess.SetLength(_file, 0);
        _ = _hash?.GetHashAndReset();
        (Length, ETag) = (0, etag);
    }

    /// <exception cref="ReleaseException">The disk does not take it.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file, bytes, Length);
        }
        catch (IOException e)
        {
            throw new ReleaseException($"{PlainText.Excerpt(_path, 300)} cannot be written ({PlainText.Excerpt(e.Message)}); make room on the disk");
        }

        _hash?.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <returns>False: it is something else.</returns>
    public bool Is(DownloadChecksum checksum, out string actual)
    {
        actual = Convert.ToHexStringLower(_hash!.GetCurrentHash());
        return string.Equals(actual, checksum.Hex, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash?.Dispose();
    }
}
