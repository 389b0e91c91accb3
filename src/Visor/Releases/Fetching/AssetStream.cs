namespace Visor.Releases.Fetching;

/// <summary>The content of an asset on its way from the network to the disk.</summary>
internal sealed class AssetStream(Stream content, long size, PartialFile partial, Action<DownloadProgress> progress)
{
    /// <summary>Bytes. Large enough that handing them over costs nothing, small enough to stay in the cache of the processor.</summary>
    private const int BufferSize = 512 * 1024;

    /// <returns>False: there is more than there may be; what is too much was not written.</returns>
    /// <exception cref="IOException">The network broke it off.</exception>
    /// <exception cref="ReleaseException">The disk does not take it.</exception>
    public async Task<bool> Copy(Silence silence)
    {
        // One is filled while the other is written and hashed. What has come is handed over as soon as that is done, and not later: a
        // slow network is not kept waiting for a full buffer, and a fast one is not slowed down by small pieces.
        var (filling, written) = (new byte[BufferSize], new byte[BufferSize]);
        var (filled, writing) = (0, Task.CompletedTask);
        try
        {
            while (true)
            {
                var read = await content.ReadAsync(filling.AsMemory(filled), silence.Token);
                silence.Broken();
                filled += read;
                if (read > 0 && filled < BufferSize && !writing.IsCompleted)
                    continue;
                await writing;
                writing = Task.CompletedTask;
                if (filled > size - partial.Length)
                    return false;
                if (filled == 0)
                    return true;
                var piece = filling.AsMemory(0, filled);
                writing = Task.Run(() => Append(piece), CancellationToken.None);
                (filling, written, filled) = (written, filling, 0);
            }
        }
        finally
        {
            await writing;
        }
    }

    private void Append(ReadOnlyMemory<byte> piece)
    {
        partial.Append(piece);
        progress(new DownloadProgress(partial.Length, size));
    }
}
