namespace Visor.Releases.Fetching;

/// <summary>The content of an asset on its way from the network to the disk.</summary>
internal sealed class AssetStream(Stream content, long size, PartialFile partial, Action<DownloadProgress> progress)
{
    /// <summary>Bytes. Large enough that handing them over costs nothing, small enough to stay in the cache of the processor.</summary>
    private const int BufferSize = 256 * 1024;

    /// <returns>False: there is more than there may be; what is too much was not written.</returns>
    /// <exception cref="IOException">The network broke it off.</exception>
    /// <exception cref="ReleaseException">The disk does not take it.</exception>
    public async Task<bool> Copy(Silence silence)
    {
        // One is filled while the other is written and hashed, which together take as long as the network does.
        var (filling, written) = (new byte[BufferSize], new byte[BufferSize]);
        var writing = Task.CompletedTask;
        try
        {
            while (true)
            {
                var read = await content.ReadAsync(filling, silence.Token);
                silence.Broken();
                await writing;
                // A slow disk is not the server's silence.
                silence.Broken();
                writing = Task.CompletedTask;
                if (read == 0)
                    return true;
                if (read > size - partial.Length)
                    return false;
                var piece = filling.AsMemory(0, read);
                writing = Task.Run(() => Append(piece), CancellationToken.None);
                (filling, written) = (written, filling);
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
