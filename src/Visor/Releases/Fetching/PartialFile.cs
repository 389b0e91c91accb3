using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Visor.Model;
using Visor.Platform.Files;
using Visor.Processes;

namespace Visor.Releases.Fetching;

/// <summary>An asset on its way to the disk: what has come so far, its hash, and the marker that says what it is of.</summary>
internal sealed class PartialFile : IDisposable
{
    private const int MaxMarker = 16 * 1024;
    private const int ReadSize = 128 * 1024;

    private readonly string _path;
    private readonly PublishedAsset _asset;
    private readonly string _boot;
    private readonly SafeFileHandle _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PartialFile(string path, PublishedAsset asset, string boot, SafeFileHandle file)
    {
        _path = path;
        _asset = asset;
        _boot = boot;
        _file = file;
    }

    /// <summary>Bytes that are there and hashed.</summary>
    public long Length { get; private set; }

    /// <summary>Of what is there; null: unknown.</summary>
    public string? ETag { get; private set; }

    public bool IsWhole => Length == _asset.Size;

    /// <summary>Whether the server may be asked for the rest: what comes must be of the same content, or be found out.</summary>
    public bool CanGoOn => Length > 0 && (ETag is not null || _asset.Digest is not null);

    /// <summary>Opens it, with what an earlier attempt has left if that is of the same asset.</summary>
    /// <exception cref="ReleaseException">It cannot be opened or read.</exception>
    public static async Task<PartialFile> Open(string path, PublishedAsset asset, CancellationToken cancellation)
    {
        try
        {
            var boot = BootId.ReadOrOfThisProcess();
            var marker = Marker(path);
            var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var partial = new PartialFile(path, asset, boot, file);
            try
            {
                if (marker?.Fits(asset, partial._boot) == true && RandomAccess.GetLength(file) is var length && length <= asset.Size)
                    partial.TakeOver(length, marker.ETag, cancellation);
                return partial;
            }
            catch
            {
                partial.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    /// <summary>Removes it and its marker.</summary>
    /// <exception cref="ReleaseException">It cannot be removed.</exception>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
            File.Delete(ResumeMetadata.FileOf(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    /// <summary>Begins anew. The marker is written before the first byte, so that it never belongs to other content.</summary>
    /// <exception cref="ReleaseException">The disk does not take it.</exception>
    public void Begin(string? etag)
    {
        Try(() =>
        {
            RandomAccess.SetLength(_file, 0);
            Length = 0;
            _ = _hash.GetHashAndReset();
            ETag = etag;
            File.WriteAllBytes(
                ResumeMetadata.FileOf(_path),
                JsonSerializer.SerializeToUtf8Bytes(ResumeMetadata.Create(_asset, etag, _boot), ReleaseJson.Default.ResumeMetadata));
        });
    }

    /// <exception cref="ReleaseException">The disk does not take it; what came before it stays.</exception>
    public void Append(ReadOnlyMemory<byte> bytes)
    {
        Try(() => RandomAccess.Write(_file, bytes.Span, Length));
        _hash.AppendData(bytes.Span);
        Length += bytes.Length;
    }

    /// <summary>Of all that is there.</summary>
    public Sha256Digest Digest()
    {
        Span<byte> hash = stackalloc byte[Sha256Digest.Bytes];
        _hash.GetCurrentHash(hash);
        return Sha256Digest.Of(hash);
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    private static ResumeMetadata? Marker(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(BoundedFileReader.Read(ResumeMetadata.FileOf(path), MaxMarker), ReleaseJson.Default.ResumeMetadata);
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    private void TakeOver(long length, string? etag, CancellationToken cancellation)
    {
        ETag = etag;
        var buffer = new byte[ReadSize];
        while (Length < length)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(_file, buffer, Length);
            if (read == 0)
                return;
            _hash.AppendData(buffer, 0, read);
            Length += read;
        }
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(_path, e);
        }
    }

    private static ReleaseException Failure(string path, Exception error) => new(
        $"{PlainText.Excerpt(path, maxLength: 300)} cannot be written ({PlainText.Excerpt(error.Message)}); "
        + "make room on the disk, or make the folder writable for Visor's user; the data received so far is kept");
}

/// <summary>What a partial file is a part of; it lies beside it as JSON.</summary>
/// <param name="Size">Bytes of the whole.</param>
/// <param name="Digest">Null: none was published.</param>
/// <param name="ETag">Of the content, a strong one; null: the server gave none.</param>
/// <param name="Boot">The boot in which it was written: after another one, what was not on the disk yet may be gone.</param>
internal sealed record ResumeMetadata(string Address, long Size, string? Digest, string? ETag, string Boot)
{
    public static string FileOf(string file) => file + ".json";

    public static ResumeMetadata Create(PublishedAsset asset, string? etag, string boot) =>
        new(asset.Address.AbsoluteUri, asset.Size, asset.Digest?.Hex, etag, boot);

    /// <summary>
    /// Whether what lies there may be gone on with. Without a digest nothing would notice in the end what a lost power has left.
    /// </summary>
    public bool Fits(PublishedAsset asset, string boot) =>
        this == Create(asset, ETag, Boot) && (Digest is not null || (ETag is not null && string.Equals(Boot, boot, StringComparison.Ordinal)));
}
